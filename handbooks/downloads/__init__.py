"""Handing files of handbooks out to readers and partners, and counting how often."""
