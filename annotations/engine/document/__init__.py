"""From markup to visible text with zones, visibility and an offset map back to what was sent."""
