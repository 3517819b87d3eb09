"""Hydrant: the front door of a data organisation, in Slack."""

__version__ = "0.1.0"
