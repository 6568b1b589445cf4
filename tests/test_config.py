import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.config import ROOT, SECRETS, Config, Limits, Local, Paths, SendLimits, Telegram, load_config
from bot.content.strict_yaml import Record, read_yaml
from bot.errors import ConfigError, ContentError, Place

TOKEN = "123456789:AAF-contoh_token-yang-bukan-token-12345"
EXAMPLE = ROOT / "config.example.yaml"


def written(folder: Path, text: str, name: str = "config.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def token_file(folder: Path, content: str = TOKEN, mode: int = 0o600) -> Path:
    file = folder / "token"
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)
    return file


def refusal(file: Path, line: int) -> str:
    with pytest.raises(ContentError) as caught:
        load_config(file, {})
    (problem,) = caught.value.problems
    assert problem.place == Place(str(file), line)
    return str(problem)


def flat(settings: Any, prefix: str = "") -> dict[str, str]:
    """The settings as an editor writes them, by dotted key."""
    found: dict[str, str] = {}
    for each in fields(settings):
        value = getattr(settings, each.name)
        if is_dataclass(value):
            found |= flat(value, f"{prefix}{each.name}.")
        elif each.name not in SECRETS:
            found[prefix + each.name] = str(list(value) if isinstance(value, tuple) else value)
    return found


def flat_record(record: Record, prefix: str = "") -> dict[str, str]:
    """The values of a configuration file, by dotted key."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, Record):
            found |= flat_record(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = str(value)
    return found


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, ""), {})
    assert config.telegram == Telegram("https://api.telegram.org/bot", "", SendLimits(29, 1, 18))
    assert config.limits == Limits(20)
    assert config.local == Local(8765)
    assert (config.log_level, config.token) == ("INFO", "")


def test_the_default_folders_are_those_of_the_repository() -> None:
    assert Config().paths == Paths(Path("knowledge"), Path("knowledge/bahasa"), Path("seeds"))
    assert all((ROOT / getattr(Paths(), each.name)).is_dir() for each in fields(Paths))


def test_the_example_shows_every_setting_with_its_default() -> None:
    assert flat_record(read_yaml(EXAMPLE.read_bytes(), EXAMPLE.name)) == flat(Config())


def test_the_example_loads_as_the_defaults(tmp_path: Path) -> None:
    example = written(tmp_path, EXAMPLE.read_text(encoding="utf-8"))
    assert load_config(example, {}) == load_config(written(tmp_path, "", "kosong.yaml"), {})


def test_every_setting_of_the_example_is_explained_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    settings = [number for number, line in enumerate(lines) if re.match(r"\s*\w+:\s*\S", line)]
    assert len(settings) == len(flat(Config()))
    assert [lines[number] for number in settings if not lines[number - 1].lstrip().startswith("# ")] == []


def test_a_file_outweighs_the_defaults(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "telegram:\n  base_url: http://127.0.0.1:1/bot\n  limits:\n    per_second: 0\n"
        "limits: {per_user_per_minute: 5}\nlocal: {port: 9000}\nlog_level: debug\n",
    )
    config = load_config(file, {})
    assert config.telegram.base_url == "http://127.0.0.1:1/bot"
    assert config.telegram.limits == SendLimits(0, 1, 18)
    assert config.limits.per_user_per_minute == 5
    assert config.local.port == 9000
    assert config.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("variable", "value", "setting", "expected"),
    [
        ("TELEGRAM_BASE_URL", "http://10.0.0.1/bot", "telegram.base_url", "http://10.0.0.1/bot"),
        ("LOG_LEVEL", "error", "log_level", "ERROR"),
    ],
)
def test_the_environment_outweighs_the_file(
    tmp_path: Path, variable: str, value: str, setting: str, expected: str
) -> None:
    file = written(tmp_path, "telegram: {base_url: http://127.0.0.1:1/bot}\nlog_level: WARNING\n")
    assert flat(load_config(file, {variable: value}))[setting] == expected
    assert flat(load_config(file, {variable: ""}))[setting] != expected


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "local: {port: 1}\n", "lain.yaml")
    assert load_config(None, {"TANYA_CONFIG": str(file)}).local.port == 1


def test_a_file_named_on_the_command_line_outweighs_the_environment(tmp_path: Path) -> None:
    named, other = (
        written(tmp_path, "local: {port: 1}\n"),
        written(tmp_path, "local: {port: 2}\n", "lain.yaml"),
    )
    assert load_config(named, {"TANYA_CONFIG": str(other)}).local.port == 1


@pytest.mark.parametrize("name", ["tiada.yaml", "."])
def test_a_named_file_that_cannot_be_read_is_refused_in_indonesian(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="tidak terbaca") as caught:
        load_config(None, {"TANYA_CONFIG": str(tmp_path / name)})
    assert str(tmp_path) in str(caught.value)
    assert not re.search(r"No such|Is a directory", str(caught.value))


def test_relative_folders_are_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "paths:\n  knowledge: isi\n  seeds: /srv/sumber\n"), {})
    assert config.paths == Paths(tmp_path / "isi", ROOT / "knowledge/bahasa", Path("/srv/sumber"))


@pytest.mark.parametrize(
    ("text", "line", "near"),
    [
        ("log_levl: INFO\n", 1, "log_level"),
        ("telegram:\n  base_uri: x\n", 2, "base_url"),
        ("telegram:\n  limits:\n    per_secnd: 1\n", 3, "per_second"),
        ("paths: {seed: x}\n", 1, "seeds"),
        ("limits: {per_user_per_minutes: 1}\n", 1, "per_user_per_minute"),
    ],
)
def test_an_unknown_setting_is_refused_with_the_one_that_was_meant(
    tmp_path: Path, text: str, line: int, near: str
) -> None:
    assert f"Mungkin maksud Anda `{near}`?" in refusal(written(tmp_path, text), line)


@pytest.mark.parametrize("value", ["dua", "-1", "1.5", "1e3", "0x10", "1_000", "+1", "9" * 5000])
def test_a_limit_that_is_not_a_whole_number_is_refused(tmp_path: Path, value: str) -> None:
    text = f"limits:\n  per_user_per_minute: {value}\n"
    assert "bukan bilangan bulat" in refusal(written(tmp_path, text), 2)


@pytest.mark.parametrize(
    ("text", "line"), [("telegram: x\n", 1), ("local:\n  port: [1]\n", 2), ("paths:\n", 1), ("a: b: c\n", 1)]
)
def test_a_setting_of_another_shape_is_refused(tmp_path: Path, text: str, line: int) -> None:
    refusal(written(tmp_path, text), line)


@pytest.mark.parametrize("level", ["LOUD", "20"])
def test_an_unknown_log_level_is_refused_with_those_there_are(tmp_path: Path, level: str) -> None:
    with pytest.raises(ConfigError, match="DEBUG, INFO, WARNING, ERROR"):
        load_config(written(tmp_path, ""), {"LOG_LEVEL": level})


def test_the_token_comes_from_the_environment(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, ""), {"TELEGRAM_BOT_TOKEN": f" {TOKEN}\n"}).token == TOKEN


@pytest.mark.parametrize("setting", ["file", "environment"])
def test_the_token_comes_from_a_file_that_only_its_owner_reads(tmp_path: Path, setting: str) -> None:
    token_file(tmp_path, TOKEN + "\n")
    if setting == "file":
        config = load_config(written(tmp_path, "telegram: {token_file: token}\n"), {})
    else:
        config = load_config(written(tmp_path, ""), {"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "token")})
    assert config.token == TOKEN


def test_the_token_of_the_environment_outweighs_that_of_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "telegram: {token_file: tiada}\n")
    assert load_config(file, {"TELEGRAM_BOT_TOKEN": TOKEN}).token == TOKEN


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o620, 0o601])
def test_a_token_file_that_others_can_use_is_refused_with_the_cure(tmp_path: Path, mode: int) -> None:
    secret = token_file(tmp_path, mode=mode)
    with pytest.raises(ConfigError, match=f"chmod 600 {secret}") as caught:
        load_config(written(tmp_path, ""), {"TELEGRAM_BOT_TOKEN_FILE": str(secret)})
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("content", [None, "tökén"])
def test_a_token_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, content: str | None) -> None:
    if content:
        token_file(tmp_path, content)
    with pytest.raises(ConfigError, match=f"{tmp_path / 'token'} tidak terbaca") as caught:
        load_config(written(tmp_path, "telegram: {token_file: token}\n"), {})
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("content", ["", " \n"])
def test_an_empty_token_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    token_file(tmp_path, content)
    with pytest.raises(ConfigError, match=str(tmp_path / "token")):
        load_config(written(tmp_path, "telegram: {token_file: token}\n"), {})


def test_the_token_never_shows_in_a_repr(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, ""), {"TELEGRAM_BOT_TOKEN": TOKEN})
    assert config.token == TOKEN
    assert TOKEN not in repr(config)
    assert TOKEN not in f"{config}"


@pytest.mark.parametrize(
    ("text", "line"),
    [(f"token: {TOKEN}\n", 1), (f"telegram:\n  token: {TOKEN}\n", 2)],
    ids=["root", "telegram"],
)
def test_a_token_in_the_configuration_is_refused_and_not_shown(tmp_path: Path, text: str, line: int) -> None:
    said = refusal(written(tmp_path, text), line)
    assert "`token` tidak dikenal" in said
    assert TOKEN not in said


def test_without_a_word_the_log_is_kept_in_the_data_folder(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, ""), {}).database.url == f"sqlite:///{ROOT}/data/tanya.sqlite3"
    assert "/data/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_database_of_the_environment_outweighs_that_of_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "database: {url: postgresql://tanya:sandi@a/b}\n")
    assert load_config(file, {}).database.url == "postgresql://tanya:sandi@a/b"
    config = load_config(file, {"DATABASE_URL": "sqlite://", "TANYA_HASH_KEY": "rahasia"})
    assert (config.database.url, config.hash_key) == ("sqlite://", "rahasia")
    assert "rahasia" not in repr(config)
    assert "sandi" not in repr(load_config(file, {}))


@pytest.mark.parametrize("chat", ["0", "-1001234567890", "1001"])
def test_the_chat_of_the_staff_may_be_any_chat(tmp_path: Path, chat: str) -> None:
    file = written(tmp_path, f"telegram: {{staff_chat: {chat}}}\n")
    assert load_config(file, {}).telegram.staff_chat == int(chat)


@pytest.mark.parametrize("chat", ["petugas", "@petugas", "-", "1.5", "12345678901234567"])
def test_a_chat_that_is_no_number_is_refused(tmp_path: Path, chat: str) -> None:
    assert "bukan nomor obrolan" in refusal(written(tmp_path, f'telegram:\n  staff_chat: "{chat}"\n'), 2)


@pytest.mark.parametrize("written_as", ["[123, 456]", "'123, 456'", "[123, '456', 123]"])
def test_admins_are_a_list_or_a_line_of_user_numbers(tmp_path: Path, written_as: str) -> None:
    config = load_config(written(tmp_path, f"telegram: {{admins: {written_as}}}"), {})
    assert config.telegram.admins == (123, 456)


@pytest.mark.parametrize("wrong", ["-100123", "@sari", "0", "1_2", "１２"])
def test_an_admin_is_a_user_number(tmp_path: Path, wrong: str) -> None:
    file = written(tmp_path, f"telegram:\n  admins:\n    - 5\n    - '{wrong}'")
    assert "bukan nomor pengguna" in refusal(file, 4)
