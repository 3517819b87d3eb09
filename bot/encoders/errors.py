"""What keeps a model from being used."""


class DoesNotLoad(Exception):  # noqa: N818  # one sentence for the log
    """A model that cannot be used; the text says why."""
