"""Who learns: known by a cookie, found again by a code, without an account."""
