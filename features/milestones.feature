Feature: How a country says by which steps it keeps its word
  A milestone has a criterion and a day, so that anybody can tell whether it was met. What
  is moved keeps both days, what is missed stays missed until it is met, and nothing of it
  stands in the way of announcing.

  Background:
    Given the committee on refugee inclusion
    And the commitment is open for endorsement
    And Guyana has endorsed it
    And Guyana reports through a focal point and a validating authority

  Rule: A milestone makes an undertaking verifiable

    Scenario: Without a milestone
      Then Guyana's undertaking shows as unverifiable

    Scenario: With a criterion and a day
      When Guyana's validating authority sets a milestone
        | title     | Two centres are open               |
        | criterion | The gazette names both             |
        | due       | 2023-06-30                         |
      Then Guyana's undertaking shows as verifiable
      And the record of Guyana's undertaking ends
        | Guyana set milestone 1: Two centres are open |

    Scenario: A step without a criterion says too little
      When Guyana's validating authority sets a milestone
        | title | Two centres are open |
        | due   | 2023-06-30           |
      Then Guyana's undertaking shows as unverifiable

    Scenario: A focal point sets none
      When Guyana's focal point sets a milestone
        | title | Two centres are open |
      Then that is not allowed because "“Set a milestone” needs a validating authority; you act as a focal point of Guyana"

    Scenario: Another country sets none
      Given Canada has a focal point and a validating authority
      When Canada's validating authority sets a milestone of Guyana's undertaking
        | title | Two centres are open |
      Then that is not allowed because "this needs a mandate of Guyana; yours is of Canada"

    Scenario: No day that has passed
      When Guyana's validating authority sets a milestone
        | title | Two centres are open |
        | due   | 2023-01-31           |
      Then that is refused because "a milestone needs a day that lies ahead; the end of 2023-01-31 UTC has passed"

    Scenario: No day that does not exist
      When Guyana's validating authority sets a milestone
        | title | Two centres are open |
        | due   | 2023-06-31           |
      Then that is not understood because "“Due on”: “2023-06-31” is needed as a day (2022-10-06) or as an instant with its zone (2022-10-06T15:00Z)"

    Scenario: A quantity counts what the target counts
      Given Guyana's validating authority sets a target
        | quantity | 4000       |
        | unit     | refugees   |
        | due      | 2024-12-31 |
      When Guyana's validating authority sets a milestone
        | title    | The first half |
        | quantity | 2000           |
        | unit     | families       |
      Then that is refused because "the target counts refugees; not families"

    Scenario: A quantity has a unit
      When Guyana's validating authority sets a milestone
        | title    | The first half |
        | quantity | 2000           |
      Then that is refused because "a quantity needs its unit, and a unit its quantity"

    Scenario: No milestone after the undertaking ended
      Given Guyana's minister withdraws the undertaking because "the budget was cut"
      When Guyana's validating authority sets a milestone
        | title | Two centres are open |
      Then that is refused because "the undertaking is “withdrawn”; “Set a milestone” needs it to be “announced” or “in preparation” or “in progress” or “suspended” or “reported fulfilled”"

  Rule: A milestone is moved, met, missed or dropped in the open

    Background:
      Given Guyana's validating authority sets a milestone
        | title     | Two centres are open   |
        | criterion | The gazette names both |
        | due       | 2023-06-30             |

    Scenario: Moved, both days stay
      When Guyana's validating authority reschedules the milestone because "the rains"
        | due | 2023-09-30 |
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 > 2023-09-30 | set |
      And the record of Guyana's undertaking ends
        | Guyana moved milestone 1 to the end of 2023-09-30 UTC (the rains) |

    Scenario: Moved to where it is
      When Guyana's validating authority reschedules the milestone because "the rains"
        | due | 2023-06-30 |
      Then that is refused because "this needs another day: milestone 1 is due by the end of 2023-06-30 UTC already"

    Scenario: Moved without a reason
      When Guyana's validating authority reschedules the milestone
        | due | 2023-09-30 |
      Then that is refused because "this needs a reason in writing"

    Scenario: Met on evidence
      When Guyana's validating authority meets the milestone
        | evidence | https://example.org/gazette.pdf |
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 | met |
      And the record of Guyana's undertaking ends
        | Guyana met milestone 1 (https://example.org/gazette.pdf) |

    Scenario: Not met without evidence
      When Guyana's validating authority meets the milestone
      Then that is refused because "this needs evidence: a document symbol or an address"

    Scenario: Missed by the clock
      Given it is 2023-07-01
      When the clock has looked
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 | missed |
      And the record of Guyana's undertaking ends
        | Guyana: milestone 1, due by the end of 2023-06-30 UTC, was missed |

    Scenario: The clock is late, and the next act finds what was missed
      Given it is 2023-07-03
      When Guyana's validating authority reschedules the milestone because "the rains"
        | due | 2023-09-30 |
      Then that is refused because "the milestone is “missed”; “Reschedule the milestone” needs it to be “set”"

    Scenario: Not missed on its last day
      Given it is 2023-06-30
      When the clock has looked
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 | set |

    Scenario: Moved in time, it is not missed by its earlier day
      Given Guyana's validating authority reschedules the milestone because "the rains"
        | due | 2023-09-30 |
      And it is 2023-07-01
      When the clock has looked
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 > 2023-09-30 | set |

    Scenario: Met after its day
      Given it is 2023-07-01
      And the clock has looked
      When Guyana's validating authority meets the milestone
        | evidence | https://example.org/gazette.pdf |
      Then the milestone of Guyana was met after its day

    Scenario: Dropped with a reason, and once
      Given Guyana's validating authority drops the milestone because "one centre is enough"
      When Guyana's validating authority drops the milestone because "one centre is enough"
      Then that is refused because "the milestone is “dropped”; “Drop the milestone” needs it to be “set” or “missed”"

    Scenario: What is dropped verifies nothing
      When Guyana's validating authority drops the milestone because "one centre is enough"
      Then Guyana's undertaking shows as unverifiable

    Scenario: A reviewer opens again what was not met
      Given there is an independent reviewer
      And Guyana's validating authority meets the milestone
        | evidence | https://example.org/gazette.pdf |
      When the reviewer reopens the milestone of Guyana's undertaking because "the gazette names one centre"
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 | set |

    Scenario: What is reopened after its day needs another
      Given there is an independent reviewer
      And it is 2023-07-01
      And the clock has looked
      When the reviewer reopens the milestone of Guyana's undertaking because "the road was cut"
      Then that is refused because "a milestone needs a day that lies ahead; the end of 2023-06-30 UTC has passed"

    Scenario: What is reopened with another day can be missed again
      Given there is an independent reviewer
      And it is 2023-07-01
      And the clock has looked
      And the reviewer reopens the milestone of Guyana's undertaking because "the road was cut"
        | due | 2023-08-31 |
      And it is 2023-09-01
      When the clock has looked
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 > 2023-08-31 | missed |

    Scenario: The country itself does not reopen
      Given it is 2023-07-01
      And the clock has looked
      When Guyana's validating authority reopens the milestone because "we had the rains"
        | due | 2023-08-31 |
      Then that is not allowed because "“Reopen the milestone” needs an independent reviewer; you act as a validating authority of Guyana"

    Scenario: Nothing is missed any more once the undertaking is withdrawn
      Given Guyana's minister withdraws the undertaking because "the budget was cut"
      And it is 2023-07-01
      When the clock has looked
      Then the milestones of Guyana are
        | 1 | Two centres are open | 2023-06-30 | set |

    Scenario: Nothing is met any more, either
      Given Guyana's minister withdraws the undertaking because "the budget was cut"
      When Guyana's validating authority meets the milestone
        | evidence | https://example.org/gazette.pdf |
      Then that is refused because "the undertaking is “withdrawn”"

    Scenario: Fulfilment is claimed when every milestone is met
      Given Guyana's undertaking is in progress
      When Guyana's validating authority claims fulfilment of the undertaking
        | evidence | https://example.org/centres.pdf |
      Then that is refused because "this needs all milestones met; still open: 1"
