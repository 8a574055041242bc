"""What is done today, laid out in time: a circuit with choices becomes phases with cues."""
