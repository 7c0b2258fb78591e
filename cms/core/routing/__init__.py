"""From an address to a page: by language and path, and by permanent short address."""
