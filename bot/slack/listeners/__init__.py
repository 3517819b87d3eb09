"""Listeners: read what came, call one use case, answer. One module for each surface."""
