"""What is heard: sounds, the score made of them, and the process that plays it."""
