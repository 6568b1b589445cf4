"""What a message means within its conversation, before and around asking the knowledge."""
