"""The circuit format on one page, for a language model that is asked to write a circuit."""

from __future__ import annotations

from typing import Final

PROMPT: Final = """\
Write a workout as a circuit file for hiptimer, a workout timer for the terminal.
Answer with one TOML file and nothing else. Keep doses exactly as prescribed. If a dose or a side
is not known, ask for it; do not invent it. Use only the keys below: any other key is an error.

# Shape
The keys of the circuit, then one [[exercise]] for each exercise, in order. Parts with sets of their
own (warm-up, main part) are [[block]]s with [[block.exercise]]s; `sets` then belongs to the blocks.

# Values
duration: "30s", "1m30s", "1.5s", in quotes; at most 1h
range: "15s-30s", "8-12", in quotes, or { from = "15s", to = "30s", default = "20s" }. The person
  chooses before the start; the default is the low end.
list: [12, 10, 8], one for each round, or for each set if there is one round; the last is repeated
sided: { left = 12, right = 10 }, both keys, only with sides = "each"
text: one line; line breaks only in `about`

# Keys of the circuit (default)
- title: required; at most 60 characters, no word over 24
- author, source, url, about, warning: texts; warning says when to stop
- sets (1): count or range
- order ("circuit"): "circuit" is all exercises, then the next set; "straight" is all sets of one
  exercise, then the next exercise
- prepare ("10s"): once, before the first effort
- switch ("5s"): time to change sides
- rest_between_exercises ("15s"), rest_between_sets ("60s"), rest_between_blocks ("60s"): duration,
  range, or "ready", which waits for the person; rest_between_sets may be a list
- remind: list of durations before an end at which the remaining time is said
- recovery: "36h" or "2 days" between workouts

# Keys of a [[block]]
- title: required
- id, sets, order, switch, rest_between_exercises, rest_between_sets, remind: as above
- rest: the pause before the block

# Keys of an exercise
- name: required; at most 60 characters, no word over 24
- id: a-z, 0-9, -; unique; from the name by default, so needed if a name appears twice
- sides ("none"): "each" is one side, then the other; "alternate" every other rep; "left"; "right"
- first_side ("left"), side_means: what LEFT means, such as "knee up"
- rounds (1): goes at this exercise within a set, all its sides included; count, range or sided
- rest (0): between rounds; duration, range or "ready"
- side_order ("by-round"): L R L R; "by-side" is all rounds of one side first
- switch: time to change sides in this exercise
- prepare: time to get into this exercise, instead of the rest before it
- word: the large word on the screen, at most 12 characters: "STRETCH"
- cue: the one thing to get right, at most 40 characters; it is said
- load: text, list or sided: "8 kg"
- how, variants, equipment: lists of texts; the first variant is the default
- tip, warning: texts
- stages: list of { at = "10s", say = "rotate" } within a time or hold, in order; once = true for an
  event
- pain: "none" if any pain means stop
- remind: as above
- figure: omit it
Exactly one dose:
- time: keep moving: duration, range, list, sided, or "fatigue"
- hold: hold still: the same
- reps: for each side: count, range, list, sided, or "fatigue". With a tempo they are paced; without
  one the timer waits for the person
With the dose:
- tempo: beats of a rep in order, with reps or time: { lift = "1s", lower = "3s" }, or "3-1-1-0" =
  lower, pause, lift, pause
- target ("30s"), cap ("90s"): with "fatigue": what plans count, and what ends it; of reps, counts

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
cue = "Front knee above the ankle"
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
pain = "none"
stages = [{ at = "0s", say = "sink" }, { at = "15s", say = "lean away" }]
time = "30s"
```
```toml
title = "Strength"
recovery = "2 days"

[[block]]
title = "Warm-up"

[[block.exercise]]
name = "High knees"
sides = "alternate"
time = "1m"

[[block]]
title = "Main"
sets = 3
order = "straight"
rest_between_sets = "1m30s"

[[block.exercise]]
name = "Goblet squat"
load = ["8 kg", "10 kg", "12 kg"]
reps = [12, 10, 8]
tempo = "3-1-1-0"
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
