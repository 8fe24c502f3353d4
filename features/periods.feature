Feature: Reporting periods: who owes a report, who files one, and who keeps silent
  Not reporting is data. Who owes is fixed when a period opens, what came of it when it
  closes; nothing that comes later changes those lists.

  Background:
    Given the committee on refugee inclusion
    And the commitment is open for endorsement
    And Guyana, Canada, Colombia and Mexico has endorsed it
    And Guyana reports through a focal point and a validating authority
    And the secretariat announces a period citing "decision 4"
      | key    | 2023-a            |
      | title  | First half of 2023 |
      | begins | 2023-01-01        |
      | ends   | 2023-06-30        |

  Rule: A period opens and closes by its days

    Scenario: Who owes is fixed when it opens
      Given it is 2023-07-01
      When the clock runs
      Then the record of the period reads
        | The reporting period “First half of 2023” was announced; reports are due the end of 2023-08-29 UTC |
        | The reporting period was opened; reports owed: 4                                                   |
      And in the period these stand as "owed"
        | LAD-001-CAN |
        | LAD-001-COL |
        | LAD-001-GUY |
        | LAD-001-MEX |

    Scenario: Case 16, a period closes: the silent are named, nil reporters apart; a draft report does not clear overdue
      Given it is 2023-07-01
      And the clock runs
      And Canada reports through a focal point and a validating authority
      And Canada has submitted a report
      And Colombia reports through a focal point and a validating authority
      And Colombia's focal point drafts a nil report
      And Colombia's validating authority submits the report
      And Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      And the secretariat waives the report of Mexico because "an earthquake" citing "note verbale"
        | authority | the chair |
      And the secretariat extends the period because "holidays" citing "decision 5"
        | concerned | Canada     |
        | until     | 2023-09-30 |
        | authority | the chair  |
      When it is 2023-09-01
      Then in the period these stand as "overdue"
        | LAD-001-GUY |
      When it is 2023-10-01
      And the clock runs
      Then the record of the period ends
        | The reporting period was closed: 1 filed, 1 nil, 1 silent, 1 waived |
      And in the period these stand as "silent"
        | LAD-001-GUY |
      And in the period these stand as "filed"
        | LAD-001-CAN |
      And in the period these stand as "nil"
        | LAD-001-COL |
      And in the period these stand as "waived"
        | LAD-001-MEX |

    Scenario: A late report changes no list
      Given it is 2023-07-01
      And the clock runs
      And it is 2023-08-30
      And the clock runs
      When Guyana's focal point drafts a report
        | self status | in progress                 |
        | narrative   | Two centres are being built |
      And Guyana's validating authority submits the report
      Then in the period these stand as "silent"
        | LAD-001-CAN |
        | LAD-001-COL |
        | LAD-001-GUY |
        | LAD-001-MEX |

    Scenario: It ends before it begins
      When the secretariat announces a period citing "decision 4"
        | key    | 2024-a            |
        | title  | First half of 2024 |
        | begins | 2024-06-30        |
        | ends   | 2024-01-01        |
      Then that is refused because "a reporting period needs to end after it begins; this one runs from 2024-06-30 to 2024-01-01"

    Scenario: Reports are due before it ends
      When the secretariat announces a period citing "decision 4"
        | key    | 2024-a            |
        | title  | First half of 2024 |
        | begins | 2024-01-01        |
        | ends   | 2024-06-30        |
        | due    | 2024-06-01        |
      Then that is refused because "reports need to be due after the period ends, 2024-06-30; not 2024-06-01"

    Scenario: It opens before it begins
      Given the secretariat announces a period citing "decision 4"
        | key    | 2024-a            |
        | title  | First half of 2024 |
        | begins | 2024-01-01        |
        | ends   | 2024-06-30        |
      When the secretariat opens the period
      Then that is refused because "the reporting period begins 2024-01-01"

    Scenario: It opens once
      Given the secretariat opens the period
      When the secretariat opens the period
      Then that is refused because "the reporting period is “open”; “Open the reporting period” needs it to be “announced”"

    Scenario: It closes before it opened
      When the secretariat closes the period
      Then that is refused because "the reporting period is “announced”; “Close the reporting period” needs it to be “open”"

    Scenario: It closes while reports may still come in time
      Given the secretariat opens the period
      When the secretariat closes the period
      Then that is refused because "reports may be filed until 2023-08-29; the period needs that to be over"

    Scenario: A country closes no period
      When Guyana's minister opens the period
      Then that is not allowed because "“Open the reporting period” needs the technical secretariat or the clock or the registrar; you act as a minister of Guyana"

  Rule: Time and relief are given with a reason, on somebody's authority

    Background:
      Given the secretariat opens the period

    Scenario: Those who owe a report are reminded
      When it is 2023-08-16
      And the clock runs
      Then the record of the period ends
        | The clock reminded those who owe a report: Canada, Colombia, Guyana, Mexico |

    Scenario: Nothing is waived for who owes nothing any more
      Given the secretariat waives the report of Mexico because "an earthquake" citing "note verbale"
        | authority | the chair |
      When the secretariat waives the report of Mexico because "no capacity" citing "note verbale"
        | authority | the chair |
      Then that is refused because "this needs a participant that owes a report for this period; Mexico owes none"

    Scenario: A waiver names its authority
      When the secretariat waives the report of Guyana because "no capacity" citing "note verbale"
      Then that is not understood because "“On whose authority” is needed"

    Scenario: An extension goes forward
      When the secretariat extends the period because "haste" citing "decision 5"
        | until     | 2023-08-01 |
        | authority | the chair  |
      Then that is refused because "an extension needs a day after 2023-08-29"

    Scenario: The registrar enters what was done outside
      Given it is 2023-09-15
      When the registrar closes the period citing "decision 6", with effect from "2023-09-01"
      Then the record of the period ends
        | The reporting period was closed: 0 filed, 0 nil, 4 silent, 0 waived |
