"""What sound, terminal and folders can do on this machine, tried, and what adds what is missing."""
