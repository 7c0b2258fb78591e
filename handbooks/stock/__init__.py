"""Printed copies of handbooks: how many there are, and who got them."""
