"""What a process is told from outside."""

from pathlib import Path

import pytest

from bot.config import DEFAULT_DATABASE, SLACK_API, BadEnvironment, load

BOT_TOKEN = "xoxb-secret-1"
APP_TOKEN = "xapp-secret-2"


def test_nothing_given_means_the_defaults():
    environment = load({})

    assert environment.slack_api_url == SLACK_API
    assert environment.database_url == DEFAULT_DATABASE
    assert environment.hydrant_log_level == "INFO"


def test_tokens_are_read_and_not_shown():
    environment = load({"SLACK_BOT_TOKEN": f" {BOT_TOKEN}\n", "SLACK_APP_TOKEN": APP_TOKEN})

    assert environment.bot_token() == BOT_TOKEN
    assert environment.app_token() == APP_TOKEN
    assert "secret" not in repr(environment)


def test_the_database_url_with_its_password_is_not_shown():
    environment = load({"DATABASE_URL": "postgresql://hydrant:secret@db/hydrant"})

    assert "secret" not in repr(environment)


@pytest.mark.parametrize("blank", ["", "  "])
def test_an_empty_variable_is_one_that_is_not_set(blank: str):
    with pytest.raises(BadEnvironment, match=r"SLACK_BOT_TOKEN is not set. It begins with xoxb-"):
        load({"SLACK_BOT_TOKEN": blank}).bot_token()


def test_a_missing_app_token_says_how_to_get_one():
    with pytest.raises(BadEnvironment, match=r"SLACK_APP_TOKEN is not set.*connections:write"):
        load({}).app_token()


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("SLACK_BOT_TOKEN", "xapp-secret", "begins with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-secret", "begins with xapp-"),
        ("SLACK_API_URL", "slack.com", "begins with https://"),
        ("HYDRANT_LOG_LEVEL", "LOUD", "DEBUG, INFO"),
    ],
)
def test_what_cannot_be_right_is_named_without_its_value(name: str, value: str, hint: str):
    with pytest.raises(BadEnvironment, match=name) as refusal:
        load({name: value})

    assert hint in str(refusal.value)
    assert value not in str(refusal.value)


def test_a_secret_may_be_in_a_file(tmp_path: Path):
    file = tmp_path / "token"
    file.write_text(f"{BOT_TOKEN}\n", encoding="utf-8")

    environment = load({"SLACK_BOT_TOKEN_FILE": str(file), "SLACK_BOT_TOKEN": "xoxb-other"})

    assert environment.bot_token() == BOT_TOKEN


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(BadEnvironment, match=r"SLACK_BOT_TOKEN_FILE cannot be read: No such file"):
        load({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "nowhere")})


def test_log_levels_are_words_in_any_case():
    assert load({"HYDRANT_LOG_LEVEL": "debug"}).hydrant_log_level == "DEBUG"


def test_without_a_choice_repeats_are_found_by_the_best_there_is():
    assert load({}).hydrant_encoder is None


@pytest.mark.parametrize("choice", ["lexical", "semantic", "models/ours"])
def test_how_repeats_are_found_is_a_word_or_a_folder(choice: str):
    assert load({"HYDRANT_ENCODER": choice}).hydrant_encoder == choice
