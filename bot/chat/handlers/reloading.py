"""What admins are told of the files that the bot is made of, and how they have them read at once."""

from collections.abc import Iterable

from bot.chat.desk import Pressed, Turn
from bot.chat.messages import Client, tell
from bot.errors import TanyaError
from bot.live import Live
from bot.replies.parts import Reply


async def tell_admins(bot: Client, live: Live, admins: Iterable[int]) -> None:
    """Tells each admin what becomes of the saves, until cancelled."""
    while True:
        trouble = await live.news.get()
        while not live.news.empty():  # who saves faster than Telegram lets us speak is told the last only
            trouble = live.news.get_nowait()
        said = live.edition.reloading
        await tell(bot, said.broken(trouble) if trouble else said.recovered(), admins)


async def reload(turn: Turn) -> Reply:
    """Told in the words of the edition that answers then."""
    live = turn.desk.live
    try:
        await live.reload()
    except TanyaError as error:
        return live.edition.reloading.broken(str(error))
    return live.edition.reloading.done()


async def pressed(turn: Turn, _: str) -> Pressed:
    return Pressed(await reload(turn))
