Feature: Endorsing a commitment
  Who endorses is bound to one exact text and takes the next number, once and for ever.
  No meeting is needed. Each endorsement opens an undertaking of that country.

  Rule: A country endorses an open commitment once

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement

    Scenario: The first
      When Mexico's minister endorses it
      Then its endorsements are
        | 1 | Mexico | in |
      And the record ends
        | The technical secretariat opened the commitment for endorsement |
        | Mexico endorsed, number 1                                       |
      And Mexico's undertaking is "announced"
      And that was recorded in one act

    Scenario: It is bound to the text that was adopted
      When Mexico's minister endorses it
      Then Mexico's endorsement is bound to the text as adopted

    Scenario: Case 24, a country endorses twice
      Given Mexico has endorsed it
      When Mexico's Special Coordinator endorses it
      Then that is refused because "Mexico has endorsed already and endorses once"

    Scenario: A delegate does not endorse
      When Mexico's delegate endorses it
      Then that is not allowed because "“Endorse” needs a minister or a Special Coordinator; you act as a delegate of Mexico"

    Scenario: Case 23, two countries endorse in the same instant
      When Canada's minister and Mexico's minister endorse it in the same instant
      Then its endorsements have the numbers 1 and 2

    Scenario: The same press of a button comes twice
      When Mexico's minister endorses it, and the network repeats it
      Then its endorsements are
        | 1 | Mexico | in |

    Scenario: An observer may endorse
      Given Spain takes part
      And the chair admits Spain as an observer citing "decision of the ministerial"
      When Spain's minister endorses it
      Then its endorsements are
        | 1 | Spain | in |

    Scenario: Who has not endorsed the Declaration and is no observer may not
      Given Spain takes part
      When Spain's minister endorses it
      Then that is refused because "Spain is “listed”; this needs “endorsing” or “observer”"

    Scenario: Who is suspended may not
      Given the chair suspends Guyana because "unconstitutional change" citing "decision 3"
      When Guyana's minister endorses it
      Then that is refused because "Guyana is “suspended”; this needs “endorsing” or “observer”"

    Scenario: A closed commitment takes no more
      Given the chair closes the commitment citing "decision 7"
      When Mexico's minister endorses it
      Then that is refused because "the commitment is “closed”; “Endorse” needs it to be “open”"

  Rule: A commitment is open when somebody opened it

    Background:
      Given the committee on refugee inclusion
      And the proposal is adopted

    Scenario: It is adopted and not opened yet
      When Mexico's minister endorses it
      Then that is refused because "the commitment is “adopted”; “Endorse” needs it to be “open”"

    Scenario: A lead opens it
      When Canada's delegate opens the commitment
      Then the commitment is "open"

    Scenario: A member does not open it
      When Mexico's delegate opens the commitment
      Then that is not allowed because "“Open for endorsement” needs a lead or co-lead of the package or the technical secretariat; you act as a delegate of Mexico"

  Rule: Who joins late is counted on, in no meeting

    Scenario: Case 9, number 36
      Given the committee on refugee inclusion
      And the commitment is open for endorsement
      And the thirty-five American states have endorsed it
      And 400 days later
      And Jordan has endorsed the Declaration
      When Jordan's minister endorses it
      Then Jordan has endorsed it as number 36
      And LAD-001 counts 36 endorsements
      And no meeting knows of it

  Rule: An endorsement may say where it stops

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement

    Scenario: With a reservation to a paragraph
      When Mexico's minister endorses it
        | reservation       | We report every two years |
        | paragraph numbers | 2                         |
      Then Mexico's endorsement carries the reservation "We report every two years" to paragraph 2

    Scenario: With an interpretative declaration
      When Mexico's minister endorses it
        | declaration | “Centres” includes mobile ones |
      Then Mexico's endorsement carries the declaration "“Centres” includes mobile ones"

    Scenario: To a paragraph that is not there
      When Mexico's minister endorses it
        | reservation       | We do not share this |
        | paragraph numbers | 7                    |
      Then that is refused because "the text has paragraphs 1 to 2; not 7"

  Rule: Who withdraws its endorsement leaves its number behind

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement
      And Mexico and Canada have endorsed it

    Scenario: Withdrawn, with a reason, and the undertaking ends with it
      When Mexico's minister withdraws its endorsement from the commitment because "a new budget"
      Then its endorsements are
        | 1 | Mexico | out |
        | 2 | Canada | in  |
      And Mexico's undertaking is "withdrawn"
      And that was recorded in one act

    Scenario: Back again, under the next number and with a new undertaking
      Given Mexico's minister withdraws its endorsement from the commitment because "a new budget"
      When Mexico's minister endorses it
      Then its endorsements are
        | 1 | Mexico | out |
        | 2 | Canada | in  |
        | 3 | Mexico | in  |
      And LAD-001-MEX is "withdrawn"
      And LAD-001-MEX-2 is "announced"

    Scenario: A closed commitment lets go
      Given the chair closes the commitment citing "decision 7"
      When Mexico's minister withdraws its endorsement from the commitment because "a new budget"
      Then its endorsements are
        | 1 | Mexico | out |
        | 2 | Canada | in  |

    Scenario: A Special Coordinator does not withdraw
      When Mexico's Special Coordinator withdraws its endorsement from the commitment because "a new budget"
      Then that is not allowed because "“Withdraw the endorsement” needs a minister; you act as a Special Coordinator of Mexico"

    Scenario: Who is not in cannot leave
      When Guyana's minister withdraws its endorsement from the commitment because "a new budget"
      Then that is refused because "Guyana has no live endorsement"

    Scenario: The undertaking had ended before
      Given Mexico's minister withdraws the undertaking because "overtaken"
      When Mexico's minister withdraws its endorsement from the commitment because "a new budget"
      Then Mexico's undertaking is "withdrawn"

  Rule: The chair disposes of a shared commitment

    Background:
      Given the committee on refugee inclusion
      And the commitment is open for endorsement

    Scenario: Deposited elsewhere
      When the chair deposits the commitment citing "letter of transmission"
        | depositary | the Organization of American States |
        | symbol     | OEA/Ser.P/AG/doc.7                  |
      Then the commitment is "open"
      And the record ends
        | Colombia deposited the text with the Organization of American States as OEA/Ser.P/AG/doc.7 |

    Scenario: Superseded by another
      Given the commitment is open for endorsement
      When the chair supersedes LAD-001 citing "decision 8"
        | successor | LAD-002 |
      Then LAD-001 is "superseded"
      And the record of LAD-001 ends
        | Colombia replaced it by LAD-002 |

    Scenario: Superseded by itself
      When the chair supersedes the commitment citing "decision 8"
        | successor | LAD-001 |
      Then that is refused because "this needs a successor: another commitment"

    Scenario: Terminated, on a document and with a reason
      When the chair terminates the commitment because "no funds" citing "decision 9"
      Then the commitment is "terminated"

    Scenario: A minister does not close what all have made
      When Mexico's minister closes the commitment citing "own word"
      Then that is not allowed because "this is a shared commitment; it needs the chair"
