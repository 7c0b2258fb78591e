"""Ask the server in this container whether it is well, in the words of the reverse proxy: others are refused."""

import os
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

address = urlsplit(os.environ["BASE_URL"])
headers = {"Host": address.netloc, "X-Forwarded-Proto": address.scheme}
urlopen(Request("http://127.0.0.1:8000/healthz", headers=headers), timeout=4)
