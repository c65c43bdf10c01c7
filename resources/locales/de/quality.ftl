# Der Fall Qualität: Fehler auf Bilderserien.

quality-name = Qualität
