"""Writes docs/skema/: JSON Schemas by which editors complete and underline.

python -m docs.schemas
"""

import json
from pathlib import Path

from bot.content.schema import schemas
from bot.replies.messages import MESSAGES

FOLDER = Path(__file__).parent / "skema"


def texts() -> dict[str, str]:
    """The content of each file by its name."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas(MESSAGES).items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
