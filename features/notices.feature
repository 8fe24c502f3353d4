Feature: Notices: each person is told what concerns them, and what is asked of them
  Nobody learns of an objection by rumour, and nobody of a text that is not theirs to read.
  A letter may come twice, and then it is the same letter; it never fails to come.

  Background:
    Given the committee on refugee inclusion
    And a decision by silence is sought
    And letters reach Canada's delegate, Guyana's delegate, Mexico's delegate and Chile's minister

  Rule: The committee hears of silence, and each member how to answer

    Scenario: Silence is opened
      When the chair opens silence on it
        | hours | 72 |
      And the letters leave
      Then Mexico's delegate gets the letter "LAD-001: silence runs"
        | Colombia opened silence on Rev.1 until 2023-03-18 12:00 UTC |
        | You can: Object to the text; Agree ad referendum            |

    Scenario: Silence is extended
      Given silence has run for a day and everybody knows
      When the chair extends silence on it because "Carnival"
        | hours | 24 |
      And the letters leave
      Then Guyana's delegate gets the letter "LAD-001: the silence was extended"
        | Colombia extended the silence until 2023-03-19 12:00 UTC (Carnival) |

    Scenario: Silence is broken: all but who broke it are told, and why
      Given silence has run for a day and everybody knows
      When Mexico's delegate breaks silence on it because "our parliament is asked"
      And the letters leave
      Then Canada's delegate gets the letter "LAD-001: the silence was broken"
        | Mexico broke the silence on Rev.1 (our parliament is asked) |
      And Mexico's delegate gets no letter

    Scenario: Silence lapses
      Given silence has run for a day and everybody knows
      And 48 hours later
      When the clock runs
      And the letters leave
      Then Mexico's delegate gets the letter "LAD-001: the silence lapsed"
        | Silence on Rev.1 lapsed at 2023-03-18 12:00 UTC; nobody had objected |

  Rule: What is asked of somebody is said to them, and to nobody else

    Scenario: A confirmation is asked of who agreed ad referendum
      Given silence has run for a day and everybody knows
      When Guyana's delegate enters ad referendum on it
      And the letters leave
      Then Guyana's delegate gets the letter "LAD-001: something is asked of you"
        | You can: Confirm what was agreed ad referendum |
      And Mexico's delegate gets no letter

  Rule: Who has no authority learns nothing

    Scenario: A country outside the committee is not told
      Given Chile has endorsed the Declaration
      When the chair opens silence on it
        | hours | 72 |
      And the letters leave
      Then Chile's minister gets no letter
      And Chile's minister has no notice

  Rule: Nobody is told twice of what was known

    Scenario: Drawing the views anew tells nobody anything
      Given silence has run for a day and everybody knows
      When the views are drawn anew
      And the letters leave
      Then Mexico's delegate gets no letter
