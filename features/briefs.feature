Feature: Pages for people with five minutes
  What a participant promised and how it keeps it, a committee for ministers, and what
  changed between two meetings: as of a day, in words, on a screen or on paper.

  Background:
    Given the committee on refugee inclusion
    And the commitment is open for endorsement
    And Guyana has endorsed it
    And the secretariat schedules a meeting citing "letter of convocation"
      | key     | lima              |
      | title   | Lima Ministerial  |
      | nature  | ministerial       |
      | planned | 2023-03-01        |

  Rule: A brief tells what one participant promised, as of a day

    Scenario: Promised, announced, nothing reported yet
      Then the brief of Guyana promises
        | LAD-001 | announced | 0 |

    Scenario: A report is on the record
      Given Guyana reports through a focal point and a validating authority
      And Guyana has submitted a report
      When the secretariat receives the report of Guyana
      Then the brief of Guyana promises
        | LAD-001 | announced | 1 |

    Scenario: Before it endorsed
      Then the brief of Guyana as of 2023-03-02 promises nothing

  Rule: A pack tells what a committee's commitments have come to

    Scenario: Endorsed by, reported
      Given Guyana reports through a focal point and a validating authority
      And Guyana has submitted a report
      When the secretariat receives the report of Guyana
      Then the pack of AP07 tells of LAD-001
        | stage       | open   |
        | endorsed by | Guyana |
        | reported    | Guyana |
        | owing       |        |

  Rule: Between two meetings each change is one sentence

    Scenario: Lima to the next
      Given the secretariat schedules a meeting citing "letter of convocation"
        | key     | next             |
        | title   | Next Ministerial |
        | nature  | ministerial      |
        | planned | 2031-01-20       |
      Then from the meeting lima to next this changed
        | LAD-001 “Integration centres” is open; it was in consultation. |
        | Guyana endorsed LAD-001 “Integration centres”. |

    Scenario: The wrong way round
      Given the secretariat schedules a meeting citing "letter of convocation"
        | key     | next             |
        | title   | Next Ministerial |
        | nature  | ministerial      |
        | planned | 2031-01-20       |
      When somebody asks what changed from the meeting next to lima
      Then that is not understood because "“Lima Ministerial” was not held after “Next Ministerial”"
