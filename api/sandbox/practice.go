// The Configuration every misbehaving Connector starts with.

package sandbox

// practice is small and sound. IDENTIFIER becomes the Connector's own.
const practice = `{
  "$schema": "https://api.supermetrics.com/connector_builder/v1/schema/v1",
  "authentication": {
    "type": "user_input",
    "description": "Enter the access key of your Paperboat newsletter account.",
    "userInputs": [
      {
        "id": "connection_name",
        "label": "Name for this connection",
        "type": "text"
      },
      {
        "id": "access_key",
        "label": "Access key",
        "type": "password"
      }
    ]
  },
  "dataSourceUser": {
    "userInfo": {
      "id": {
        "source": "static",
        "value": "{{identity()}}"
      },
      "label": {
        "source": "userInput",
        "value": "connection_name"
      },
      "accessToken": {
        "source": "userInput",
        "value": "access_key"
      }
    }
  },
  "reporting": {
    "reportTypes": [
      {
        "id": "newsletter",
        "title": "Newsletter results",
        "request": {
          "method": "GET",
          "url": "https://api.paperboat.example/v1/IDENTIFIER/results",
          "headers": [
            {
              "name": "Authorization",
              "value": "Bearer {{user.access_token}}"
            }
          ],
          "parameters": [
            {
              "name": "from",
              "value": "{{query.start_date.date}}"
            },
            {
              "name": "to",
              "value": "{{query.end_date.date}}"
            }
          ],
          "response": {
            "type": "JSON",
            "dataRows": {
              "source": "jsonPath",
              "value": "$.results.*"
            }
          }
        },
        "dimensions": {
          "groups": [
            {
              "label": "Newsletter",
              "fields": [
                {
                  "id": "date",
                  "label": "Date",
                  "dataType": "string.time.date",
                  "value": {
                    "source": "jsonPath",
                    "value": "$.sent_on"
                  }
                },
                {
                  "id": "subject",
                  "label": "Subject",
                  "dataType": "string.text.value",
                  "value": {
                    "source": "jsonPath",
                    "value": "$.subject"
                  }
                }
              ]
            }
          ]
        },
        "metrics": {
          "groups": [
            {
              "label": "Engagement",
              "fields": [
                {
                  "id": "clicks",
                  "label": "Clicks",
                  "dataType": "int.number.value",
                  "aggregationType": "sum",
                  "value": {
                    "source": "jsonPath",
                    "value": "$.clicks"
                  }
                },
                {
                  "id": "recipients",
                  "label": "Recipients",
                  "dataType": "int.number.value",
                  "aggregationType": "sum",
                  "value": {
                    "source": "jsonPath",
                    "value": "$.recipients"
                  }
                }
              ]
            }
          ]
        }
      }
    ]
  },
  "defaultResponseHandler": {
    "responseStatuses": [
      {
        "httpStatus": 401,
        "action": "error",
        "message": "The access key was not accepted. Please connect again."
      },
      {
        "httpStatus": 429,
        "action": "retry",
        "message": "Paperboat is busy. Please try again later."
      }
    ],
    "retry": {
      "maxRetries": 5,
      "minWait": 2,
      "maxWait": 60,
      "delayType": "exp"
    }
  }
}`
