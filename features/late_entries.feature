Feature: What is entered after the fact
  The secretariat and the registrar may enter what happened before; nobody else may. A
  late entry is judged by how things stood then, and it is always shown as late.

  Rule: Only officers enter late, on a basis, and nothing ahead of its time

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement
      And 10 days later

    Scenario: A country does not date its own act back
      When Mexico's minister endorses it with effect from "2023-03-16"
      Then that is not allowed because "an act after the fact is entered by the secretariat or the registrar"

    Scenario: The secretariat enters what Mexico's minister did
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      Then Mexico has endorsed it as number 1
      And the timeline flags "Mexico endorsed, number 1" as late
      And it names the secretariat as who entered it

    Scenario: Without a basis
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18"
      Then that is refused because "a late entry needs a basis: the document or source it rests on"

    Scenario: Without a basis, though as of now
      When the secretariat enters that the holder of MEX-M1 endorses it
      Then that is refused because "a late entry needs a basis: the document or source it rests on"

    Scenario: Another minister enters nothing for Mexico
      When Canada's minister endorses it for the holder of "MEX-M1" with effect from "2023-03-18" citing "note verbale 7"
      Then that is not allowed because "an act after the fact needs the secretariat or the registrar to enter it"

    Scenario: Nothing takes effect in the future
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-26" citing "note verbale 7"
      Then that is refused because "an act can't take effect in the future; it is 2023-03-25 12:00 UTC"

    Scenario: Today counts as now
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-25" citing "note verbale 7"
      Then Mexico has endorsed it as number 1

    Scenario: An instant needs its zone
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18T15:00" citing "note verbale 7"
      Then that is not understood because "“2023-03-18T15:00” is needed as a day (2022-10-06) or as an instant with its zone (2022-10-06T15:00Z)"

    Scenario: An officer whose appointment ended enters nothing
      Given the secretariat has a second officer
      And the registrar relieves LAD-A3 because "posted elsewhere"
      When another officer of the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      Then that is not allowed because "an act after the fact needs the secretariat or the registrar to enter it"

    Scenario: An officer appointed today enters what happened before
      Given the secretariat has a second officer
      When another officer of the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      Then Mexico has endorsed it as number 1

  Rule: A late act is judged by how things stood when it took effect

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement
      And 10 days later

    Scenario: The commitment was not open yet
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-10" citing "note verbale 7"
      Then that is refused because "the commitment is “in consultation”; “Endorse” needs it to be “open”"

    Scenario: The commitment was not there yet
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-02-28" citing "note verbale 7"
      Then that is not allowed because "this needs a mandate of Mexico that is live at the end of 2023-02-28 UTC"

    Scenario: The country was there, the commitment was not
      Given the secretariat enters that the holder of MEX-M1 announces a commitment citing "statement"
        | form  | national    |
        | title | More places |
      When the secretariat enters that the holder of CAN-M1 concludes LAD-002 with effect from "2023-03-20" citing "statement"
      Then that is refused because "the commitment is “not there yet”; “Conclude” needs it to be “open” or “announced” or “closed”"

    Scenario: The commitment was still open
      Given the chair closes the commitment citing "decision 7"
      And 5 days later
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-20" citing "note verbale 7"
      Then Mexico has endorsed it as number 1
      And the commitment is "closed"

    Scenario: The mandate was not granted yet
      Given Mexico's minister delegates a mandate
        | holder   | Mexico's other delegate |
        | capacity | delegate                |
      And 5 days later
      When the secretariat enters that the holder of MEX-M4 dissociates from it because "our law forbids it" with effect from "2023-03-20" citing "letter"
        | paragraph numbers | 2 |
      Then that is not allowed because "this needs a mandate of Mexico that is live at the end of 2023-03-20 UTC"

    Scenario: The mandate was live then and has been revoked since
      Given Mexico's minister revokes MEX-M2 because "a new Coordinator"
      And 5 days later
      When the secretariat enters that the holder of MEX-M2 endorses it with effect from "2023-03-20" citing "note verbale 7"
      Then Mexico has endorsed it as number 1
      And the timeline flags "Mexico endorsed, number 1" as late
      And the timeline flags "Mexico endorsed, number 1" as "mandate ended since"

    Scenario: The mandate had been revoked by then
      Given Mexico's minister revokes MEX-M2 because "a new Coordinator"
      And 5 days later
      When the secretariat enters that the holder of MEX-M2 endorses it with effect from "2023-03-28" citing "note verbale 7"
      Then that is not allowed because "mandate MEX-M2 is not live at the end of 2023-03-28 UTC: it runs from 2023-03-01 12:00 UTC to 2023-03-25 12:00 UTC"

    Scenario: Entered late, it takes the next number all the same
      Given Canada has endorsed it
      And 5 days later
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      Then its endorsements are
        | 1 | Canada | in |
        | 2 | Mexico | in |

  Rule: A late act comes after what the same country did last

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement
      And 10 days later
      And Mexico has endorsed it
      And 5 days later
      And Mexico's minister withdraws its endorsement from the commitment because "a new budget"
      And 5 days later

    Scenario: Between its own acts there is no room
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-27" citing "note verbale 7"
      Then that is refused because "Mexico has endorsed already and endorses once"

    Scenario: Before its own acts neither
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-03-18" citing "note verbale 7"
      Then that is refused because "this can't precede the same subject's last act, 2023-03-30 12:00 UTC"

    Scenario: After its last act
      When the secretariat enters that the holder of MEX-M1 endorses it with effect from "2023-04-01" citing "note verbale 7"
      Then its endorsements are
        | 1 | Mexico | out |
        | 2 | Mexico | in  |

    Scenario: Another country's acts are no hindrance
      When the secretariat enters that the holder of CAN-M1 endorses it with effect from "2023-03-18" citing "note verbale 8"
      Then Canada has endorsed it as number 2

  Rule: A change of stage comes after everything on record

    Background:
      Given the committee on refugee inclusion
      And the proposal is tabled
      And the secretariat adds a translation of it
        | language   | es                                                               |
        | paragraphs | Abriremos cinco centros de integración. / Informaremos cada año. |
      And 5 days later

    Scenario: Circulated on a day after which something happened
      Given Mexico's delegate co-sponsors it
      And 5 days later
      When the secretariat circulates it with effect from "2023-03-04" citing "letter of transmission"
      Then that is refused because "a change of stage can't precede the last act of the record, 2023-03-06 12:00 UTC"

    Scenario: Circulated on a day after which nothing happened
      When the secretariat circulates it with effect from "2023-03-04" citing "letter of transmission"
      Then the commitment is "in consultation"

    Scenario: The last two leads do not both slip away
      Given Canada's minister stands down from AP07
      And 5 days later
      When the registrar enters that Guyana stands down from AP07 with effect from "2023-03-03" citing "press release"
      Then that is refused because "a change of stage can't precede the last act of the record, 2023-03-06 12:00 UTC"

    Scenario: The comment period runs from when it was recorded
      When the secretariat circulates it with effect from "2023-03-04" citing "letter of transmission"
      Then the record ends
        | The technical secretariat circulated Rev.1; comments until 2023-03-20 12:00 UTC |

    Scenario: A decision does not slip in before its gate
      Given the secretariat circulates it
      And 10 days later
      When the secretariat enters that the holder of CAN-M3 seeks a decision on it citing "letter of the leads"
        | procedure | consensus |
      Then that is refused because "the comment period runs until 2023-03-20 12:00 UTC"

    Scenario: A late co-sponsorship is as little public as the stage it belongs to
      Given Mexico's delegate co-sponsors it
      When the secretariat enters that the holder of COL-M3 co-sponsors it with effect from "2023-03-03" citing "letter"
      Then the public reads of it
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |
        | (not public) |

  Rule: A day known only roughly stays rough

    Scenario: Some time in a month
      Given the register is established on 2022-06-01
      And the registrar registers a participant with effect from "2022-06-01" citing "list of participants"
        | key    | CHL   |
        | name   | Chile |
        | nature | state |
      And it is 2023-03-01
      When the registrar enters that Chile endorses the Declaration with effect from "2022-09" citing "press release"
      Then Chile's standing is shown since "2022-09"
      And as of 2022-09-10, Chile may have been "endorsing"
      And as of 2022-09-30, Chile's standing is "endorsing"

    Scenario: No day at all
      Given the register is established on 2022-06-01
      And the registrar registers a participant with effect from "2022-06-01" citing "list of participants"
        | key    | CHL   |
        | name   | Chile |
        | nature | state |
      And it is 2023-03-01
      When the registrar enters that Chile endorses the Declaration with effect from "unknown" citing "map on a website"
      Then Chile's standing is shown since "unknown"
      And as of 2022-12-31, Chile may have been "endorsing"

    Scenario: A bracket that ends before it begins
      Given the register is established on 2022-06-01
      And Chile takes part
      And it is 2023-03-01
      When the registrar enters that Chile endorses the Declaration with effect from "2022-09-26..2022-06-11" citing "press release"
      Then that is not understood because "the bracket 2022-09-26 to 2022-06-11 ends before it begins"

    Scenario: What the registrar enters of one country stays with it
      Given the register is established on 2022-06-01
      And Chile takes part
      And Guyana takes part
      When the registrar enters that Guyana endorses Chile citing "press release"
      Then that is not allowed because "an act of Chile is entered here, not one of Guyana"

    Scenario: What the registrar enters as of now rests on a source as well
      Given the committee on refugee inclusion
      And a committee meeting is scheduled
      When the registrar convenes the meeting
      Then that is refused because "this needs a basis: the document or source it rests on"

    Scenario: A lead that sources say stood down
      Given the committee on refugee inclusion
      When the registrar enters that Canada stands down from AP07
      Then that is refused because "this needs a basis: the document or source it rests on"
