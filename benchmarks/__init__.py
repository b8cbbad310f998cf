"""What is fast, shown side by side with what one would pick instead."""
