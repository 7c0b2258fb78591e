"""Accounts for whoever wants one: known by an e-mail address, with a code by e-mail or a passkey (django-allauth)."""
