"""A call that is refused."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(eq=False)
class ApiError(Exception):
    """The refusal, with what the bot is told to do about it."""

    code: int
    description: str
    parameters: Json = field(default_factory=dict)

    def __str__(self) -> str:
        return self.description

    @property
    def body(self) -> Json:
        """The refusal as it travels."""
        return {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
            **({"parameters": self.parameters} if self.parameters else {}),
        }


def bad_request(reason: str) -> ApiError:
    """The commonest refusal."""
    return ApiError(400, f"Bad Request: {reason}")
