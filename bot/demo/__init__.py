"""The demo: the cast, the story and the made history."""
