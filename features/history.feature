Feature: The register as it stood
  Two questions, never confused: how things stood on a day by all that is known, and
  what the register itself knew on a day.

  Rule: As of a day, by all that is known

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement
      And 10 days later
      And the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      And 5 days later

    Scenario: A late entry counts from the day it took effect
      Then as of 2023-03-17, LAD-001 counts 0 endorsements
      And as of 2023-03-18, LAD-001 counts 1 endorsement

    Scenario: And only from the day it was recorded when we ask what was known
      Then as of 2023-03-20 and known on 2023-03-20, LAD-001 counts 0 endorsements
      And as of 2023-03-20 and known on 2023-03-26, LAD-001 counts 1 endorsement

    Scenario: What the register knew, by position
      When Canada's minister endorses it
      Then before that act LAD-001 counted 1 endorsement

    Scenario: A page of the past offers no button
      Then as of 2023-03-20, LAD-001 offers no button
      And today LAD-001 offers buttons

  Rule: Nothing is done by halves

    Background:
      Given the committee on refugee inclusion

    Scenario: A refused act leaves nothing behind
      Given the proposal is tabled
      And we note how long the log is
      When Mexico's minister notifies its withdrawal because "a new policy"
      Then that is refused because "this needs a basis: the document or source it rests on"
      And the log is as long as before

    Scenario: A key serves one act
      Given the commitment is open for endorsement
      And Mexico's minister endorses it under the key "7f1c"
      When Canada's minister endorses it under the key "7f1c"
      Then that is a reuse because "this key was used for another act; a new act needs a new key"

  Rule: Case 20, who replays the log elsewhere sees the same

    Scenario: After a whole life
      Given the committee on refugee inclusion
      And a commitment with a whole life behind it
      Then the views equal those drawn anew from the log
      And a copy of the log replayed elsewhere gives the same views, row by row

    Scenario: After late entries and a correction
      Given the committee on refugee inclusion
      And the secretariat has a second officer
      And the commitment is open for endorsement
      And Canada has endorsed it
      And 10 days later
      And the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      And the secretariat proposes a correction of the commitment because "a typing error" citing "note verbale 7"
        | version | 11         |
        | field   | occurred_at |
        | new     | 2023-03-20 |
      And another officer of the secretariat corrects the commitment
        | number | 1 |
      Then the views equal those drawn anew from the log
      And a copy of the log replayed elsewhere gives the same views, row by row

  Rule: Case 30, after a change of rules the earlier history is still shown whole

    Scenario: When the table is empty
      Given the committee on refugee inclusion
      And a commitment with a whole life behind it
      When all moves are taken out of the definition
      Then every record is told as before
      And nobody may do anything any more

    Scenario: When the rules were others from the start
      Given the register is established under rules with a legal review
      And the same committee sits under them
      And a draft that went through legal review
      When a register of today opens it
      Then the record reads
        | Canada drafted “Integration centres”             |
        | Canada: Send to legal review → legal review      |
        | The technical secretariat: Clear the text → draft |
      And every record is told as before
