Feature: An independent reviewer rates what a country did
  The reviewer is nobody of the country's and no author of what is reviewed. The country
  is heard first; a rating can fall; whoever disagrees says so beside it. Nothing is
  ever merged, and every rating stays.

  Background:
    Given Guyana has endorsed a commitment under rules with an independent reviewer

  Rule: Who is rated is heard first

    Scenario: A draft, a reply, a rating
      Given the reviewer shares a draft that rates Guyana "Substantial"
      And Guyana's Special Coordinator replies "Three centres opened since"
      When the reviewer publishes the rating "Complete" for Guyana
      Then the record of Guyana's undertaking ends
        | A draft of review 1 was shared with Guyana; replies until 2023-04-05 12:00 UTC |
        | Guyana replied to the draft of review 1: “Three centres opened since”         |
        | Guyana was rated “Complete” (progress)                                        |
      And the ratings of Guyana are
        | 1 | Complete |  |

    Scenario: No rating without a draft
      When the reviewer publishes the rating "Complete" for Guyana
      Then that is refused because "this needs a draft of the review shared with the participant first"

    Scenario: No rating before the time to reply is over
      Given the reviewer shares a draft that rates Guyana "Limited"
      And 20 days later
      When the reviewer publishes the rating "Limited" for Guyana
      Then that is refused because "Guyana may reply until 2023-04-05 12:00 UTC"

    Scenario: Who does not reply is rated when the time is over
      Given the reviewer shares a draft that rates Guyana "Limited"
      And 21 days later
      When the reviewer publishes the rating "Limited" for Guyana
      Then the ratings of Guyana are
        | 1 | Limited |  |

    Scenario: A reply after its time
      Given the reviewer shares a draft that rates Guyana "Limited"
      And 21 days later
      When Guyana's Special Coordinator replies "We did more"
      Then that is refused because "the time to reply ended at 2023-04-05 12:00 UTC"

    Scenario: Another country does not reply for it
      Given the reviewer shares a draft that rates Guyana "Limited"
      When Canada's Special Coordinator replies "They did more"
      Then that is not allowed because "this needs a mandate of Guyana; yours is of Canada"

    Scenario: The public does not read a draft
      Given the reviewer shares a draft that rates Guyana "Limited"
      Then the public reads no draft for Guyana
      And Guyana's Special Coordinator reads the draft "Limited"

  Rule: A reviewer rates in the words of the definition

    Scenario: A word that is no step of the scale
      When the reviewer shares a draft that rates Guyana "Good"
      Then that is refused because "a rating on the scale “completion” is one of Not Started, Limited, Substantial, Complete, Withdrawn"

    Scenario: A criterion is left out
      When the reviewer shares a draft that rates Guyana "Limited" by
        | relevance | high |
      Then that is refused because "a rating needs what each criterion came to: specificity"

    Scenario: A criterion nobody agreed on
      When the reviewer shares a draft that rates Guyana "Limited" by
        | relevance   | high |
        | specificity | low  |
        | sympathy    | high |
      Then that is refused because "the criteria are relevance, specificity; not sympathy"

    Scenario: What a source says is taken in its own words
      When the registrar records the rating "b. Limited" of Guyana from a source
      Then the ratings of Guyana are
        | 1 | b. Limited |  |

  Rule: A reviewer is no author

    Scenario: Somebody of the country's own
      Given Guyana's delegate is appointed as a reviewer
      When Guyana's delegate shares a draft that rates Guyana "Complete"
      Then that is not allowed because "this needs an independent reviewer: you hold a mandate of Guyana"

    Scenario: Who drafted the text
      Given Canada's delegate is appointed as a reviewer
      When Canada's delegate shares a draft that rates Guyana "Complete"
      Then that is not allowed because "this needs an independent reviewer: you are an author of what is reviewed"

    Scenario: Who drafted a report and left
      Given Guyana has submitted a report
      And Guyana's focal point leaves and is appointed as a reviewer
      When Guyana's focal point shares a draft that rates Guyana "Complete"
      Then that is not allowed because "this needs an independent reviewer: you are an author of what is reviewed"

  Rule: A rating is contested and given anew, up or down

    Background:
      Given Guyana was rated "Complete"

    Scenario: Case 12, re-rating from Complete to Not Started keeps both
      Given Guyana's Special Coordinator contests rating 1 because "two centres are missing"
      When the reviewer re-rates rating 1 of Guyana as "Not Started" because "no centre was found"
      Then the ratings of Guyana are
        | 1 | Complete    | two centres are missing |
        | 2 | Not Started |                         |
      And the record of Guyana's undertaking ends
        | Guyana contested the rating “Complete” (two centres are missing)                    |
        | Guyana was re-rated from “Complete” to “Not Started” (no centre was found) |
      And of the ratings of Guyana 0 rose and 1 fell

    Scenario: No re-rating unheard
      When the reviewer re-rates rating 1 of Guyana as "Not Started" because "no centre was found"
      Then that is refused because "this needs a contestation of the rating, or a draft of the review shared with the participant first"

    Scenario: A rating is contested once
      Given Guyana's Special Coordinator contests rating 1 because "two centres are missing"
      When Guyana's Special Coordinator contests rating 1 because "three are"
      Then that is refused because "rating 1 is contested already"

    Scenario: A rating is given anew once
      Given Guyana's Special Coordinator contests rating 1 because "two centres are missing"
      And the reviewer re-rates rating 1 of Guyana as "Limited" because "one centre was found"
      When the reviewer re-rates rating 1 of Guyana as "Complete" because "five were found"
      Then that is refused because "rating 1 was given anew already"

    Scenario: Another country contests nothing
      When Canada's Special Coordinator contests rating 1 because "unfair"
      Then that is not allowed because "this needs a mandate of Guyana; yours is of Canada"

    Scenario: The four voices stay apart
      Given Guyana has submitted a report
      And the secretariat receives the report of Guyana
      And Guyana's Special Coordinator contests rating 1 because "two centres are missing"
      Then the voices on Guyana's undertaking are
        | self_report   | in progress             | Guyana                    |
        | receipt       | LAD-001-GUY/Rep.1       | the technical secretariat |
        | rating        | Complete                | an independent reviewer   |
        | contestation  | two centres are missing | Guyana                    |
      And the voices on Guyana's undertaking disagree
        | contested |
        | lower     |
        | unrated   |

  Rule: Who reports a fulfilment does not confirm it

    Background:
      Given Guyana has reported its undertaking fulfilled

    Scenario: Case 15, a lead cannot confirm its own fulfilment
      When Guyana's delegate confirms the fulfilment of Guyana
      Then that is not allowed because "“Confirm the fulfilment” needs an independent reviewer; you act as a delegate of Guyana"

    Scenario: The reviewer confirms
      When the reviewer confirms the fulfilment of Guyana
      Then Guyana's undertaking is "confirmed fulfilled"

    Scenario: What was confirmed can be found unfulfilled later
      Given the reviewer confirms the fulfilment of Guyana
      When the reviewer finds Guyana's undertaking unfulfilled because "the centres are closed"
      Then Guyana's undertaking is "found unfulfilled"
