"""A bot small enough to see through, on the library that the real one uses."""

import base64
import html
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.local import LocalTelegram

# The smallest picture: one pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
App = Application[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    words = html.escape(message.text or "")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ulangi", callback_data="ulang")]])
    await message.reply_text(
        f"<b>Anda menulis</b>\n<blockquote>{words}</blockquote>\n"
        '<a href="https://apkasi.org/?p=14978">Sumber</a>',
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        do_quote=update.edited_message is not None,
    )


async def repeat(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Diulang", show_alert=query.data == "awas")
    await query.edit_message_text("Sudah diulang.")


async def type_only(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_chat is not None
    await update.effective_chat.send_action(ChatAction.TYPING)


async def offer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.inline_query
    assert query is not None
    words = InputTextMessageContent(query.query or "kosong")
    await query.answer([InlineQueryResultArticle("1", f"Ulangi {query.query}", words)])


def build(telegram: LocalTelegram, address: str) -> App:
    builder = ApplicationBuilder().token(telegram.token).base_url(f"{address}/bot")
    app = builder.base_file_url(f"{address}/file/bot").build()
    app.add_handler(CommandHandler("ketik", type_only))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(repeat))
    app.add_handler(InlineQueryHandler(offer))
    return app


@asynccontextmanager
async def polling(telegram: LocalTelegram, address: str) -> AsyncIterator[App]:
    app = build(telegram, address)
    async with app:
        assert app.updater is not None
        await app.updater.start_polling()
        await app.start()
        await app.bot.set_my_commands([("start", "Mulai"), ("ketik", "Hanya mengetik")])
        await app.bot.set_my_description("Mengulang apa yang ditulis.")
        yield app
        await app.updater.stop()
        await app.stop()
