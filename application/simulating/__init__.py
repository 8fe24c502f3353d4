"""Rehearses a definition: a scripted history played in a passing register."""
