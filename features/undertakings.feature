Feature: How a country keeps its word, stage by stage
  Each participant performs by itself: it names an owner and a target, plans, starts,
  rests, goes on, claims to have done it, or gives it up with a reason.

  Background:
    Given the committee on refugee inclusion
    And the commitment is open for endorsement
    And Guyana has endorsed it

  Rule: What is planned has an owner and can be verified

    Scenario: A plan without an owner
      Given Guyana has a focal point and a validating authority
      When Guyana's validating authority plans the undertaking
      Then that is refused because "this needs an owner: a responsible institution and a focal point"

    Scenario: A plan that nobody can verify
      Given Guyana reports through a focal point and a validating authority
      When Guyana's validating authority plans the undertaking
      Then that is refused because "this needs a milestone with a criterion and a day"

    Scenario: Planned with an owner and a milestone
      Given Guyana reports through a focal point and a validating authority
      And Guyana's validating authority sets a milestone
        | title     | Two centres are open   |
        | criterion | The gazette names both |
        | due       | 2023-06-30             |
      When Guyana's focal point plans the undertaking
      Then Guyana's undertaking is "in preparation"
      And the record of Guyana's undertaking ends
        | Guyana planned implementation |

    Scenario: What can't be verified is begun all the same
      Given Guyana reports through a focal point and a validating authority
      And Guyana's undertaking is in progress
      Then Guyana's undertaking shows as unverifiable

  Rule: What was planned is started by a received report

    Background:
      Given Guyana reports through a focal point and a validating authority
      And Guyana's undertaking is in preparation

    Scenario: Nothing was reported yet
      When Guyana's validating authority starts the undertaking
      Then that is refused because "this needs a progress report received on the record"

    Scenario: A report is on the record
      Given Guyana has submitted a report
      And the secretariat receives the report of Guyana
      When Guyana's validating authority starts the undertaking
      Then Guyana's undertaking is "in progress"

    Scenario: Suspended while it is prepared, it goes on being prepared
      Given Guyana's Special Coordinator suspends the undertaking because "an election"
      When Guyana's Special Coordinator resumes the undertaking because "it is over"
      Then Guyana's undertaking is "in preparation"

    Scenario: Case 13, fulfilment claimed without evidence
      Given Guyana has submitted a report
      When Guyana's validating authority claims fulfilment of the undertaking
      Then that is refused because "this needs evidence: a document symbol or an address"

    Scenario: Fulfilment claimed while a milestone is open
      Given Guyana has submitted a report
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is refused because "this needs all milestones met; still open: 1"

    Scenario: Fulfilment claimed from preparation, on evidence and with all milestones met
      Given Guyana has submitted a report
      And Guyana's validating authority meets the milestone
        | evidence | https://example.org/gazette.pdf |
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then Guyana's undertaking is "reported fulfilled"

    Scenario: A dropped milestone is none that has to be met
      Given Guyana has submitted a report
      And Guyana's validating authority drops the milestone because "one centre is enough"
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then Guyana's undertaking is "reported fulfilled"

  Rule: Work rests and goes on, each with a reason

    Background:
      Given Guyana reports through a focal point and a validating authority
      And Guyana's undertaking is in progress

    Scenario: Suspended
      When Guyana's Special Coordinator suspends the undertaking because "an election"
      Then Guyana's undertaking is "suspended"
      And the record of Guyana's undertaking ends
        | Guyana suspended implementation (an election) |

    Scenario: Resumed
      Given Guyana's Special Coordinator suspends the undertaking because "an election"
      When Guyana's Special Coordinator resumes the undertaking because "it is over"
      Then Guyana's undertaking is "in progress"

    Scenario: Not without a reason
      When Guyana's Special Coordinator suspends the undertaking
      Then that is refused because "this needs a reason in writing"

    Scenario: A focal point suspends nothing
      When Guyana's focal point suspends the undertaking because "an election"
      Then that is not allowed because "“Suspend implementation” needs a Special Coordinator; you act as a focal point of Guyana"

    Scenario: Nothing is claimed while work rests
      Given Guyana's Special Coordinator suspends the undertaking because "an election"
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is refused because "the undertaking is “suspended”; “Report as fulfilled” needs it to be “in preparation” or “in progress”"

  Rule: A target says how much, of what, by when; an earlier one stays

    Background:
      Given Guyana reports through a focal point and a validating authority
      And Guyana's validating authority sets a target
        | quantity | 4000       |
        | unit     | refugees   |
        | due      | 2024-12-31 |

    Scenario: Set
      Then the target of Guyana reads "4000 refugees by 2024-12-31"

    Scenario: Moved with a reason
      When Guyana's validating authority sets a target because "the budget was cut"
        | quantity | 3000       |
        | unit     | refugees   |
        | due      | 2024-12-31 |
      Then the target of Guyana reads "3000 refugees by 2024-12-31", earlier "4000 refugees by 2024-12-31"

    Scenario: Not moved in silence
      When Guyana's validating authority sets a target
        | quantity | 3000       |
        | unit     | refugees   |
        | due      | 2024-12-31 |
      Then that is refused because "this needs a reason in writing: there is a target already"

  Rule: Nobody stands for an undertaking whose owner's last mandate has ended

    Scenario: Before an owner is named
      Then Guyana's undertaking is unowned

    Scenario: With an owner
      Given Guyana reports through a focal point and a validating authority
      Then Guyana's undertaking has an owner

    Scenario: From the moment the mandate ends, and not before
      Given Guyana reports through a focal point and a validating authority
      And it is 2023-05-10
      And Guyana's minister revokes GUY-M4 because "she retired"
      Then Guyana's undertaking is unowned
      And as of 2023-05-01 Guyana's undertaking had an owner
      And as of 2023-05-11 Guyana's undertaking was unowned

    Scenario: Not while the owner holds another mandate as focal point
      Given Guyana reports through a focal point and a validating authority
      And Guyana's focal point is appointed again
      When Guyana's minister revokes GUY-M4 because "a new letter"
      Then Guyana's undertaking has an owner

    Scenario: By the end of a term, though the clock has not looked
      Given Guyana's focal point has a mandate until "2023-04-30"
      Then Guyana's undertaking has an owner
      When it is 2023-05-01
      Then Guyana's undertaking is unowned

    Scenario: Another owner is named
      Given Guyana reports through a focal point and a validating authority
      And Guyana's minister revokes GUY-M4 because "she retired"
      And Guyana has a focal point and a validating authority
      When Guyana's Special Coordinator assigns an owner of the undertaking
        | institution | Ministry of Social Protection |
        | focal point | GUY-M6                        |
      Then Guyana's undertaking has an owner

    Scenario: What has ended needs no owner
      When Guyana's minister withdraws the undertaking because "the budget was cut"
      Then Guyana's undertaking has an owner

  Rule: When a participant leaves, its undertakings end as the definition says

    Scenario: They are withdrawn
      When Guyana's minister notifies withdrawal because "a new government" citing "note verbale"
      Then Guyana's undertaking is "withdrawn"
      And the record of Guyana's undertaking ends
        | Guyana withdrew the undertaking (Guyana left the instrument) |

    Scenario: What was done stays done
      Given Guyana reports through a focal point and a validating authority
      And Guyana's undertaking is in progress
      And Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      When Guyana's minister notifies withdrawal because "a new government" citing "note verbale"
      Then Guyana's undertaking is "reported fulfilled"

    Scenario: They stay open
      Given the chair adopts version 4 of the definition, which says "undertakings_on_leaving = 'kept'"
      When Guyana's minister notifies withdrawal because "a new government" citing "note verbale"
      Then Guyana's undertaking is "announced"
