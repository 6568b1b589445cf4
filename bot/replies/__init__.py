"""What the bot says: outcomes and looks into the knowledge as replies, without markup or Telegram."""
