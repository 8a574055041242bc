"""The circuit format on one page, for a language model that is asked to write a circuit."""

from __future__ import annotations

from typing import Final

PROMPT: Final = """\
Write a workout as a circuit file for hiptimer, a workout timer for the terminal.
Answer with one TOML file and nothing else. Keep doses exactly as prescribed. If a dose or a side
is not known, ask for it; do not invent it. Use only the keys below: any other key is an error.

# Shape
The keys of the circuit, then one [[exercise]] for each exercise, in order. If parts have sets of
their own: one [[block]] each (title, sets, order, rest before it), with [[block.exercise]] tables.

# Values
duration: "30s", "1m30s", "1.5s", in quotes; at most "1h"
range: "15s-30s", "8-12", in quotes, or { from = "15s", to = "30s", default = "20s" }. The person
  chooses before the start; the default is the low end.
list: [12, 10, 8], one value for each round, or for each set if there is one round
sides: { left = 12, right = 8 }, with sides = "each"
text: one line; line breaks only in `about`

# Keys of the circuit (default)
- title: required; at most 60 characters, no word over 24
- author, source, url, about, warning: texts; warning says when to stop
- recovery: time before it is done again: "36h", "2 days"
- sets (1): count or range, at most 100; not beside blocks
- order ("circuit"): "circuit" is all exercises, then the next set; "straight" is all sets of one
  exercise, then the next exercise
- prepare ("10s"): duration, once, before the first effort
- switch ("5s"): duration, time to change sides
- rest_between_exercises ("15s"), rest_between_sets ("60s"), rest_between_blocks ("60s"): duration,
  range, or "ready" (until the person is ready); between sets also a list, one for each gap
- remind: list of times before an end at which words tell the time to go: ["10s"]
- figure: omit it

# Keys of an exercise
- name: required; at most 60 characters, no word over 24
- id: a-z, 0-9, -; unique; from the name by default, so needed if a name appears twice
- sides ("none"): "each" is one side, then the other; "alternate" every other rep; "left"; "right"
- first_side ("left"), side_means: what LEFT means, such as "knee up"
- side_order ("by-round"): "by-side" is all rounds of one side first
- rounds (1): goes at this exercise within a set, all its sides included; count, range or sides
- rest (0): between rounds: duration, range or "ready"
- switch: time to change sides in this exercise
- prepare: time to get into this exercise, instead of the rest before it
- remind: as in the circuit
- load: what it is done with, "8 kg"; text, list or sides
- cue: the one thing that keeps it right, at most 40 characters
- pain: "none" if any pain is too much here
- word: the large word on the screen, at most 12 characters: "STRETCH"
- how, variants, equipment: lists of texts; the first variant is the default
- tip, warning: texts
- stages: list of { at = "10s", say = "rotate" } within a time or hold, in order; each lasts until
  the next, unless it has once = true
- figure: omit it
Exactly one dose:
- time: keep moving: duration, range, list, sides or "fatigue"
- hold: hold still: the same
- reps: for each side: count, range, list, sides or "fatigue", at most 200. With a tempo they are
  paced; without one the timer waits for the person
With the dose:
- tempo: beats of a rep in order, with reps or time: { lift = "1s", lower = "3s" }, or "3-0-1" for
  lower, pause, lift; a beat may be a range
- target ("30s"), cap ("90s"): with "fatigue": what plans count, and what ends it; of reps 10 and 30

# Examples
```toml
title = "Hips in the morning"
warning = "Stop at sharp or worsening pain."
sets = "2-3"

[[exercise]]
name = "Split squat hold"
sides = "each"
side_means = "foot in front"
rounds = 2
rest = "20s"
prepare = "25s"
tip = "Keep the front knee above the ankle."
hold = "fatigue"
target = "30s"
cap = "1m30s"

[[exercise]]
name = "Banded march"
sides = "alternate"
equipment = ["resistance band"]
reps = "8-12"
tempo = { lift = "1s", hold = "2s", lower = "2s" }
```
```toml
title = "Stretches after a run"

[[exercise]]
name = "Kneeling stretch"
sides = "each"
side_means = "knee down"
warning = "Stop at any pain."
stages = [{ at = "0s", say = "sink" }, { at = "15s", say = "lean away" }]
time = "30s"
```
```toml
title = "Strength"
sets = 3
order = "straight"
rest_between_sets = "1m30s"

[[exercise]]
name = "Goblet squat"
reps = 10
tempo = { lower = "3s", pause = "1s", lift = "1s" }

[[exercise]]
name = "Side-lying leg raise"
sides = "each"
reps = { from = 8, to = 12, default = 10 }
```

# Common mistakes
- "3 x 10" within an exercise is rounds = 3 and reps = 10; sets repeats everything.
- reps, time and hold are for each side: do not halve or double them. "10 alternating" in all is
  reps = 5 with sides = "alternate".
- rest is between rounds only; between exercises it is rest_between_exercises, or the next one's
  prepare.
- A stretch or a plank has no reps; a hold has no tempo and cannot alternate sides.
- "until tired" is hold = "fatigue", not a guessed time. "20 to 30 seconds" stays a range.
- No unit, no quotes, no duration: "30" and 30s are errors.
"""
