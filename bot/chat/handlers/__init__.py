"""What answers: a file a subject. Each gets a turn, asks, and hands back what is to be said."""
