"""The folders whose content a command is about."""

import gc
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bot.config import Config, Paths
from bot.content.knowledge import load_knowledge
from bot.content.sources import load_sources
from bot.edition import Edition, making
from bot.model import Knowledge


def in_folders(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command `paths`: the configured folders, or those that its options name instead."""

    @click.option("--knowledge", type=click.Path(path_type=Path), help="Folder pengetahuan.")
    @click.option("--seeds", type=click.Path(path_type=Path), help="Folder sumber.")
    @click.pass_obj
    @wraps(command)
    def given(config: Config, /, knowledge: Path | None, seeds: Path | None, **rest: Any) -> None:
        command(paths=near(config.paths, knowledge, seeds), **rest)

    return given


def near(paths: Paths, knowledge: Path | None = None, seeds: Path | None = None) -> Paths:
    """The folders, or those named instead, as people at this place write them: so do errors."""
    folder = _near(knowledge or paths.knowledge)
    own = folder / paths.language.name  # a copy of the knowledge brings its own tables
    return Paths(folder, own if own.is_dir() else _near(paths.language), _near(seeds or paths.seeds))


def _near(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def open_edition(paths: Paths) -> Edition:
    """The edition of the content in some folders. Raises ContentError."""
    with making():
        edition = Edition.of(open_knowledge(paths))
    gc.freeze()  # a command ends soon: to look then for what could be freed takes a tenth of its time
    return edition


def open_knowledge(paths: Paths) -> Knowledge:
    """The content of some folders, checked. Raises ContentError."""
    return load_knowledge(paths.knowledge, paths.language, load_sources(paths.seeds))
