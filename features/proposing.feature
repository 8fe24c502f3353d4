Feature: From a draft to a tabled proposal
  A committee's leads bring a text before it. What they agreed to is one exact text:
  their concurrence is bound to its revision and falls with the next one.

  Background:
    Given the committee on refugee inclusion

  Rule: A member drafts, the leads table

    Scenario: A member drafts
      When Mexico's delegate drafts a proposal
        | package    | AP07                           |
        | title      | Integration centres            |
        | paragraphs | We will open five centres. / We will report each year. |
      Then the commitment is "draft"
      And the record reads
        | Mexico drafted “Integration centres” |

    Scenario: Case 3, co-leads concur in the very text that is tabled
      Given Canada has drafted a proposal
      And Canada's delegate concurs in it
      When Canada's delegate tables it
      Then that is refused because "Rev.1 needs the concurrence of Guyana"
