"""Slack's side of the house: the only package with slack_bolt and slack_sdk."""
