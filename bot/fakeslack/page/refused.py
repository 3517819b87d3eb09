"""What the page asks for and does not get."""


class PageError(Exception):
    """Refused with this sentence for the person, and this status for the browser."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status
