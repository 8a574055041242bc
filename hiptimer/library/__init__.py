"""Circuits and figures as files: read with every fault named, found, and begun from a template."""
