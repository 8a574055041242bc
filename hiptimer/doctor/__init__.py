"""What there is on this machine to be seen and heard with: tried, told, and what adds to it."""
