"""Reads for screens: prepared SQL to frozen dataclasses named for the screen. The doors add names."""
