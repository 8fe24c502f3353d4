Feature: How a country reports on what it promised
  One person drafts, another person of the same country clears and submits, and the
  secretariat puts it on the record. Nobody approves a sovereign's report.

  Background:
    Given the committee on refugee inclusion
    And the commitment is open for endorsement
    And Guyana has endorsed it

  Rule: An undertaking begins with the endorsement and gets an owner

    Scenario: It begins
      Then Guyana's undertaking is "announced"
      And the record of Guyana's undertaking reads
        | The undertaking of Guyana under LAD-001 was opened |

    Scenario: The Special Coordinator names an owner
      Given Guyana has a focal point and a validating authority
      When Guyana's Special Coordinator assigns an owner of the undertaking
        | institution | Ministry of Social Protection |
        | focal point | GUY-M4                        |
      Then the record of Guyana's undertaking ends
        | Guyana named Ministry of Social Protection as responsible |

    Scenario: An owner has a focal point with a live mandate
      When Guyana's Special Coordinator assigns an owner of the undertaking
        | institution | Ministry of Social Protection |
        | focal point | GUY-M4                        |
      Then that is refused because "this needs a focal point of the participant with a live mandate"

    Scenario: Another country names no owner
      When Canada's Special Coordinator assigns an owner of Guyana's undertaking
        | institution | Ministry of Social Protection |
        | focal point | GUY-M4                        |
      Then that is not allowed because "this needs a mandate of Guyana; yours is of Canada"

  Rule: One drafts, another submits

    Background:
      Given Guyana reports through a focal point and a validating authority

    Scenario: From a draft to the record
      Given Guyana's focal point drafts a report
        | self status | in progress                |
        | narrative   | Two centres are being built |
      And Guyana's validating authority submits the report
      When the secretariat receives the report of Guyana
      Then the record of Guyana's undertaking ends
        | Guyana: the focal point handed over report 1                   |
        | Guyana submitted report 1 (in progress)                        |
        | Report 1 was received on the record as LAD-001-GUY/Rep.1 |

    Scenario: Case 14, the drafter cannot validate
      Given Guyana's focal point is also its validating authority
      And Guyana's focal point drafts a report
        | self status | in progress                |
        | narrative   | Two centres are being built |
      When Guyana's focal point submits the report
      Then that is not allowed because "this needs a second person of Guyana: you drafted it"

    Scenario: A focal point submits nothing
      Given Guyana's focal point drafts a report
        | self status | in progress                |
        | narrative   | Two centres are being built |
      When Guyana's focal point submits the report
      Then that is not allowed because "“Submit the report” needs a validating authority; you act as a focal point of Guyana"

    Scenario: Where nobody rates there are two voices
      Given Guyana has submitted a report
      Then Guyana's undertaking has two voices, and no page of ratings

    Scenario: One report at a time
      Given Guyana's focal point drafts a report
        | self status | in progress                |
        | narrative   | Two centres are being built |
      When Guyana's focal point drafts a report
        | self status | in progress                  |
        | narrative   | Three centres are being built |
      Then that is refused because "report 1 waits to be submitted first"

    Scenario: A lead of the committee receives
      Given Guyana has submitted a report
      When Canada's delegate receives the report of Guyana
      Then report 1 of Guyana is "received"

    Scenario: A lead does not receive its own country's report
      Given Guyana has submitted a report
      When Guyana's delegate receives the report of Guyana
      Then that is not allowed because "a country does not receive its own report; the secretariat may"

    Scenario: Received once
      Given Guyana has submitted a report
      And the secretariat receives the report of Guyana
      When the secretariat receives the report of Guyana
      Then that is refused because "the report is “received”; “Receive on the record” needs it to be “submitted”"

    Scenario: Not received before it is submitted
      Given Guyana's focal point drafts a report
        | self status | in progress                |
        | narrative   | Two centres are being built |
      When the secretariat receives the report of Guyana
      Then that is refused because "the report is “handed over”; “Receive on the record” needs it to be “submitted”"

  Rule: What was reported is corrected in the open

    Background:
      Given Guyana reports through a focal point and a validating authority
      And Guyana has submitted a report
      And 1 day later
      And the secretariat receives the report of Guyana
      And 1 day later

    Scenario: Drafted by one, issued by another
      Given Guyana's focal point drafts a report correction because "one centre was counted twice"
        | narrative | One centre is being built |
      When Guyana's validating authority corrects the report
      Then the record of Guyana's undertaking ends
        | Guyana: a correction of report 1 was drafted (one centre was counted twice) |
        | Guyana issued Corr.1 to report 1 (one centre was counted twice)             |
      And Corr.1 to report 1 of Guyana shows "Two centres are being built" and "One centre is being built"

    Scenario: Without a draft there is nothing to issue
      When Guyana's validating authority corrects the report
      Then that is refused because "this needs a correction drafted by the focal point"

    Scenario: Case 10, the day of submission does not move past the receipt
      Given the secretariat has a second officer
      When the secretariat proposes a correction of Guyana's undertaking because "a typing error" citing "postmark"
        | version | 4           |
        | field   | occurred_at |
        | new     | 2023-03-16  |
      Then that is refused because "the date can't move past entry 5 of this record (2023-03-16 12:00 UTC)"

    Scenario: Case 10, Corr.1 shows the old and the new day
      Given the secretariat has a second officer
      And the secretariat proposes a correction of Guyana's undertaking because "a typing error" citing "postmark"
        | version | 4                    |
        | field   | occurred_at          |
        | new     | 2023-03-15T15:00:00Z |
      When another officer of the secretariat corrects Guyana's undertaking
        | number | 1 |
      Then the record of Guyana's undertaking ends
        | The technical secretariat proposed to correct entry 4: the date from “2023-03-15 12:00 UTC” to “2023-03-15T15:00:00Z” (a typing error) |
        | The technical secretariat issued Corr.1: the date of entry 4 now reads “2023-03-15T15:00:00Z”, it read “2023-03-15 12:00 UTC” (a typing error) |

  Rule: A report says how far, in the unit of the target

    Background:
      Given Guyana reports through a focal point and a validating authority
      And Guyana's validating authority sets the target of the undertaking
        | quantity | 5          |
        | unit     | centres    |
        | due      | 2026-12-31 |

    Scenario: A quantity of the wrong unit
      When Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
        | quantity    | 2                           |
        | unit        | million dollars             |
      Then that is refused because "this needs a quantity in centres, the unit of the target; not in million dollars"

    Scenario: A quantity without a unit is in that of the target
      When Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
        | quantity    | 2                           |
      Then report 1 of Guyana tells
        | quantity | 2       |
        | unit     | centres |

    Scenario: A milestone that was not set
      When Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
        | milestones  | 7                           |
      Then that is refused because "the undertaking has these milestones: none; not 7"

    Scenario: The quantity and the own assessment are corrected, and both readings stay
      Given Guyana's focal point drafts a report
        | self status | fulfilled                     |
        | narrative   | All five centres are at work |
        | quantity    | 5                             |
        | unit        | centres                       |
      And Guyana's validating authority submits the report
      And the secretariat receives the report of Guyana
      And Guyana's focal point drafts a report correction because "one centre was counted twice"
        | self status | in progress |
        | quantity    | 4           |
        | unit        | centres     |
      When Guyana's validating authority corrects the report
      Then report 1 of Guyana tells
        | self status | in progress                  |
        | narrative   | All five centres are at work |
        | quantity    | 4                            |
      And Corr.1 to report 1 of Guyana reads
        | self status | fulfilled | in progress |
        | quantity    | 5         | 4           |

    Scenario: A correction that corrects nothing
      Given Guyana has submitted a report
      When Guyana's focal point drafts a report correction because "a slip"
        | self status | in progress |
      Then that is refused because "a correction needs another reading of the narrative, of the own assessment or of the quantity"

  Rule: What a report means can be asked, and it can be taken back

    Background:
      Given Guyana reports through a focal point and a validating authority
      And Guyana has submitted a report

    Scenario: The secretariat asks, the country answers
      Given the secretariat seeks a clarification of Guyana's undertaking
        | question | Are both centres open? |
      When Guyana's validating authority gives the clarification of the undertaking
        | answer | One is; the other opens in May. |
      Then the record of Guyana's undertaking ends
        | The technical secretariat sought a clarification of report 1: “Are both centres open?” |
        | Guyana clarified report 1: “One is; the other opens in May.”                           |

    Scenario: A lead of the committee asks
      Given Canada's delegate seeks a clarification of Guyana's undertaking
        | question | Are both centres open? |
      Then the record of Guyana's undertaking ends
        | Canada sought a clarification of report 1: “Are both centres open?” |

    Scenario: A country asks itself nothing
      When Guyana's delegate seeks a clarification of Guyana's undertaking
        | question | Are both centres open? |
      Then that is not allowed because "a country asks for no clarification of its own report"

    Scenario: Nothing was asked
      When Guyana's validating authority gives the clarification of the undertaking
        | answer | One is; the other opens in May. |
      Then that is refused because "this needs a question about the report that is not answered yet"

    Scenario: A report is taken back before it is on the record
      When Guyana's validating authority withdraws the report because "the figures are being checked"
      Then report 1 of Guyana is "withdrawn"
      And the record of Guyana's undertaking ends
        | Guyana withdrew report 1 (the figures are being checked) |

    Scenario: What is on the record is corrected, not taken back
      Given the secretariat receives the report of Guyana
      When Guyana's validating authority withdraws the report because "the figures are being checked"
      Then that is refused because "the report is “received”; “Withdraw the report” needs it to be “handed over” or “submitted”"

  Rule: A period calls for a report, and a nil report answers it

    Background:
      Given Guyana reports through a focal point and a validating authority
      And the secretariat announces a period citing "decision 4"
        | key    | 2023-a             |
        | title  | First half of 2023 |
        | begins | 2023-01-01         |
        | ends   | 2023-06-30         |

    Scenario: Nothing to report, by two hands
      Given it is 2023-07-01
      And the clock runs
      And Guyana's focal point drafts a nil report
      When Guyana's validating authority submits the report
      Then the record of Guyana's undertaking ends
        | Guyana: the focal point handed over report 1: nothing to report |
        | Guyana submitted report 1 (nothing to report)                   |
      And in the period these stand as "nil"
        | LAD-001-GUY |

    Scenario: The drafter of a nil report cannot validate it either
      Given Guyana's focal point is also its validating authority
      And it is 2023-07-01
      And the clock runs
      And Guyana's focal point drafts a nil report
      When Guyana's focal point submits the report
      Then that is not allowed because "this needs a second person of Guyana: you drafted it"

    Scenario: Nothing to report needs a period to say it of
      When Guyana's focal point drafts a nil report
      Then that is refused because "this needs a reporting period that is open, with a report owed"

    Scenario: Late, and flagged
      Given it is 2023-07-01
      And the clock runs
      And it is 2023-08-30
      And Guyana's focal point drafts a report
        | period      | 2023-a                      |
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      When Guyana's validating authority submits the report
      Then report 1 of Guyana is late

    Scenario: In time
      Given it is 2023-07-01
      And the clock runs
      And Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      When Guyana's validating authority submits the report
      Then report 1 of Guyana is not late

    Scenario: A report is corrected after the period closed
      Given it is 2023-07-01
      And the clock runs
      And Guyana has submitted a report
      And it is 2023-08-30
      And the clock runs
      And Guyana's focal point drafts a report correction because "one centre was counted twice"
        | narrative | One centre is being built |
      When Guyana's validating authority corrects the report
      Then Corr.1 to report 1 of Guyana shows "Two centres are being built" and "One centre is being built"

    Scenario: A period that the register does not have
      When Guyana's focal point drafts a report
        | period      | 1999-a                      |
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      Then that is refused because "the register has no reporting period “1999-a” that is open"

  Rule: Nothing is reported on what was withdrawn

    Background:
      Given Guyana reports through a focal point and a validating authority

    Scenario: No report is drafted
      Given Guyana's minister withdraws the undertaking because "the budget was cut"
      When Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      Then that is refused because "the undertaking is “withdrawn”; “Draft a progress report” needs it to be “announced” or “in preparation” or “in progress” or “suspended” or “reported fulfilled”"

    Scenario: What was handed over before is not submitted
      Given Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      And Guyana's minister withdraws the undertaking because "the budget was cut"
      When Guyana's validating authority submits the report
      Then that is refused because "the undertaking is “withdrawn”"

  Rule: Work begins with a received report, and ends with evidence

    Background:
      Given Guyana reports through a focal point and a validating authority

    Scenario: Nothing was reported yet
      When Guyana's validating authority starts the undertaking
      Then that is refused because "this needs a progress report received on the record"

    Scenario: A report is on the record
      Given Guyana has submitted a report
      And the secretariat receives the report of Guyana
      When Guyana's validating authority starts the undertaking
      Then Guyana's undertaking is "in progress"

    Scenario: Case 13, fulfilment claimed without evidence
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
      Then that is refused because "this needs evidence: a document symbol or an address"

    Scenario: Fulfilment claimed on evidence
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then Guyana's undertaking is "reported fulfilled"
      And the record of Guyana's undertaking ends
        | Guyana reported the undertaking fulfilled (https://example.org/centres.pdf) |

    Scenario: A page that somebody saw, on a day, with the hash of what was seen
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres seen 2023-01-15 sha256:abababababababababababababababababababababababababababababababab |
      Then the record of Guyana's undertaking ends
        | Guyana reported the undertaking fulfilled (https://example.org/centres) |

    Scenario: A page that nobody can have seen yet
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres seen 2931-01-15 sha256:abababababababababababababababababababababababababababababababab |
      Then that is not understood because "nobody has seen anything on 2931-01-15 yet"

    Scenario: A hash that is cut off
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | sha256:abab 300 application/pdf centres.pdf |
      Then that is not understood because "a kept file is written “sha256:… bytes type name”; attach it to have it written"

    Scenario: A file that nobody attached
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | sha256:abababababababababababababababababababababababababababababababab 300 application/pdf centres.pdf |
      Then that is refused because "“centres.pdf” is not kept as it is said; attach it anew"

    Scenario: A new report waits to be submitted
      Given Guyana's undertaking is in progress
      And Guyana's focal point drafts a report
        | self status | fulfilled             |
        | narrative   | All centres have opened |
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is not allowed because "this needs the last report to be submitted first"

    Scenario: Who drafted the last report does not claim by it
      Given Guyana's undertaking is in progress
      And Guyana's focal point is also its validating authority
      When Guyana's focal point claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is not allowed because "this needs a second person of Guyana: you drafted the report"

    Scenario: A focal point claims nothing
      Given Guyana's undertaking is in progress
      When Guyana's focal point claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is not allowed because "“Report as fulfilled” needs a validating authority; you act as a focal point of Guyana"

    Scenario: Nothing is fulfilled that was not begun
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is refused because "the undertaking is “announced”; “Report as fulfilled” needs it to be “in preparation” or “in progress”"

    Scenario: A minister withdraws the undertaking, with a reason
      When Guyana's minister withdraws the undertaking because "the budget was cut"
      Then Guyana's undertaking is "withdrawn"
      And the record of Guyana's undertaking ends
        | Guyana withdrew the undertaking (the budget was cut) |
