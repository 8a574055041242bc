"""Tests sound, terminal and folders on this machine, and names what installs missing parts."""
