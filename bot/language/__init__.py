"""How people write Indonesian: cleaning, words, sentences."""
