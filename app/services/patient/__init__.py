"""Finding the patient a report is about, where the consent choice allows it."""
