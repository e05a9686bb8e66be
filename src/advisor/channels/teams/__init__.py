"""advisor in Microsoft Teams: questions in chats and channels, answers as cards."""
