Feature: An error in the record is corrected in the open
  Nothing is ever changed. A corrigendum names the entry, the field, the old and the new
  reading and the reason; one officer proposes it, another issues it.

  Background:
    Given the committee on refugee inclusion
    And the secretariat has a second officer
    And the commitment is open for endorsement
    And Mexico has endorsed it
    And 10 days later

  Rule: Two persons make a correction

    Scenario: Proposed by one, issued by another
      Given the secretariat proposes a correction of the commitment because "the note is of the day before" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      When another officer of the secretariat corrects the commitment
        | number | 1 |
      Then Mexico's endorsement is shown since "2023-03-20"
      And the record ends
        | Mexico endorsed, number 1 |
        | The technical secretariat proposed to correct entry 11: the date from “2023-03-15 12:00 UTC” to “2023-03-20” (the note is of the day before) |
        | The technical secretariat issued Corr.1: the date of entry 11 now reads “2023-03-20”, it read “2023-03-15 12:00 UTC” (the note is of the day before) |
      And the timeline flags "Mexico endorsed, number 1" as "Corr.1"

    Scenario: Only proposed, it changes nothing
      When the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      Then Mexico's endorsement is shown since "2023-03-15"

    Scenario: By one person alone
      Given the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      When the secretariat corrects the commitment
        | number | 1 |
      Then that is not allowed because "a corrigendum needs a second person: you proposed it"

    Scenario: By one person alone, in another officer's name
      Given the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      When the secretariat enters that the holder of LAD-A3 corrects the commitment citing "a word on the telephone"
        | number | 1 |
      Then that is not allowed because "an act after the fact is one of a participant; an officer's own act is entered by that officer"

    Scenario: Issued once
      Given the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      And another officer of the secretariat corrects the commitment
        | number | 1 |
      When another officer of the secretariat corrects the commitment
        | number | 1 |
      Then that is refused because "this needs a proposed correction that is not issued yet"

    Scenario: A correction holds up nothing else that has the same number
      Given Guyana has endorsed it
      And Guyana reports through a focal point and a validating authority
      And Guyana has submitted a report
      And 5 days later
      And the registrar records a statement of Guyana's undertaking citing "press release"
        | narrative | Two centres were opened |
      And the secretariat proposes a correction of Guyana's undertaking because "a typing error" citing "press release"
        | version | 5                         |
        | field   | narrative                 |
        | new     | Two centres were opened. |
      When the secretariat receives the report of Guyana with effect from "2023-03-27" citing "stamp of arrival"
      Then report 1 of Guyana is "received"

  Rule: A correction never changes meaning

    Scenario: The number of an endorsement is not corrected
      When the secretariat proposes a correction of the commitment because "he was first" citing "note verbale 7"
        | version | 11      |
        | field   | ordinal |
        | new     | 5       |
      Then that is refused because "“ordinal” of this entry can't be corrected; what can: occurred_at, earliest"

    Scenario: A text is not corrected
      When the secretariat proposes a correction of the commitment because "better so" citing "note verbale 7"
        | version | 1                     |
        | field   | paragraphs            |
        | new     | We will open a centre. |
      Then that is refused because "“paragraphs” of this entry can't be corrected; what can: title"

    Scenario: A spelling in a title is
      Given the secretariat proposes a correction of the commitment because "a typing error" citing "the tabled document"
        | version | 1                       |
        | field   | title                   |
        | new     | Centres for integration |
      When another officer of the secretariat corrects the commitment
        | number | 1 |
      Then its title reads "Centres for integration"

    Scenario: To what it reads already
      When the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 1                   |
        | field   | title               |
        | new     | Integration centres |
      Then that is refused because "a correction needs another reading than the one on record"

    Scenario: Of an entry that is not there
      When the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 99    |
        | field   | title |
        | new     | Other |
      Then that is refused because "a correction needs the number of an entry of this record"

    Scenario: A date does not move past another entry
      When the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-01  |
      Then that is refused because "the date can't move past entry 8 of this record (2023-03-15 12:00 UTC)"

    Scenario: A date does not move ahead of today
      When the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-27  |
      Then that is refused because "a corrected date can't lie in the future"

    Scenario: A bracket does not end before it begins
      When the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11         |
        | field   | earliest   |
        | new     | 2023-03-20 |
      Then that is refused because "a bracket can't begin after it ends; this one ends at 2023-03-15 12:00 UTC"

    Scenario: A place that is in no register
      Given Canada's minister announces a commitment
        | form  | national                |
        | title | More places for refugees |
      When the secretariat proposes a correction of LAD-002 because "wrong package" citing "statement"
        | version | 1       |
        | field   | package |
        | new     | AP99    |
      Then that is refused because "the register has no package “AP99”"

    Scenario: Without a reason
      When the secretariat proposes a correction of the commitment citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      Then that is refused because "this needs a reason in writing"

  Rule: The old reading stays

    Scenario: As of a day, by what we know now, and by what was known then
      Given the secretariat proposes a correction of the commitment because "the note is of later" citing "note verbale 7"
        | version | 11          |
        | field   | occurred_at |
        | new     | 2023-03-20  |
      And another officer of the secretariat corrects the commitment
        | number | 1 |
      Then as of 2023-03-18, LAD-001 counts 0 endorsements
      And as of 2023-03-18 and known on 2023-03-18, LAD-001 counts 1 endorsement
      And as of 2023-03-21, LAD-001 counts 1 endorsement
