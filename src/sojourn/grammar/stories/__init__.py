"""Stories: given-when-then in YAML, read and compared with their pack. The room of jobs runs them."""

from sojourn.grammar.stories.names import SOMEBODY, rules_of, story_faults
from sojourn.grammar.stories.reading import read_story
from sojourn.grammar.stories.story import Given, Story, StoryStep
from sojourn.grammar.stories.verbs import GIVEN, TOP, VERBS

__all__ = ["GIVEN", "SOMEBODY", "TOP", "VERBS", "Given", "Story", "StoryStep", "read_story", "rules_of", "story_faults"]
