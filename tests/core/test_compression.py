"""Pages as small as the reader's browser can take them."""

import gzip

import brotli
import pytest


def page(client, accepted: str):
    return client.get("/no/such/page/", headers={"Accept-Encoding": accepted})


@pytest.mark.parametrize("accepted", ["gzip, deflate, br", "br;q=1.0, gzip", "gzip;q=0, br", "br;q=0.5"])
def test_browsers_that_know_brotli_get_it(client, home, accepted):
    response = page(client, accepted)

    assert response["Content-Encoding"] == "br"
    assert "Accept-Encoding" in response["Vary"]
    assert b"<html" in brotli.decompress(response.content)
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br;q=0", "gzip, br;q=0.0, deflate", "gzip, brother"])
def test_others_get_gzip(client, home, accepted):
    response = page(client, accepted)

    assert response["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(response.content)


@pytest.mark.parametrize("accepted", ["", "identity"])
def test_who_knows_neither_gets_the_page_as_it_is(client, home, accepted):
    assert not page(client, accepted).has_header("Content-Encoding")


def test_a_kept_page_that_has_not_changed_is_not_sent_again(client, home):
    first = client.get("/bg/", headers={"Accept-Encoding": "br"})
    assert first["ETag"].startswith('W/"')

    again = client.get("/bg/", headers={"Accept-Encoding": "br", "If-None-Match": first["ETag"]})

    assert again.status_code == 304
