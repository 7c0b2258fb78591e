"""Course checks and the certificates that they earn."""
