"""The Web API methods the fake has, by name."""

from bot.fakeslack.api import Method
from bot.fakeslack.methods import (
    apps,
    chat,
    conversations,
    reactions,
    usergroups,
    users,
    views,
)

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **reactions.METHODS,
    **usergroups.METHODS,
    **users.METHODS,
    **views.METHODS,
}
